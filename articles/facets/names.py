"""What records are called that readers find releases by, kept at hand in every language."""

from django.db.models import Case, Value, When
from django.utils.translation import get_language

from contacts.names import NAME_FIELDS, NAME_LANGUAGES, fold


class Named:
    """A record: what stands in an address, its names, whether readers know of it without a release."""

    __slots__ = ("is_certain", "labels", "names", "value")

    def __init__(self, value: str, is_certain: bool, names: list[str]):
        self.value, self.is_certain = value, is_certain
        self.names = dict(zip(NAME_LANGUAGES, names, strict=True))
        self.labels = {}

    def label(self, language: str | None = None) -> tuple[str, str]:
        """The name in a language, the reader's unless told otherwise, else the first there is; and it folded."""
        language = language or get_language()
        if language not in self.labels:
            name = self.names.get(language) or next(filter(None, self.names.values()))
            self.labels[language] = name, fold(name)
        return self.labels[language]


class Names:
    """Of one facet: `named` by key, `keys` by value."""

    def __init__(self, facet):
        self.facet = facet
        self.named: dict = {}
        self.keys: dict[str, object] = {}

    def read(self, keys=None) -> None:
        """Those of the keys, else all; one that is gone or not offered any more goes."""
        facet = self.facet
        records = facet.model.objects.filter(facet.offered)
        if keys is not None:
            records = records.filter(pk__in=keys)
        is_certain = Case(When(facet.certain, then=Value(True)), default=Value(False))
        rows = records.order_by().values_list("pk", facet.value, is_certain, *NAME_FIELDS)
        fresh = {key: Named(value, sure, names) for key, value, sure, *names in rows}
        kept = {} if keys is None else {key: one for key, one in self.named.items() if key not in keys}
        self.named = kept | fresh
        self.keys = {one.value: key for key, one in self.named.items()}
