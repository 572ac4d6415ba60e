"""What records are called that readers find releases by, kept at hand in every language."""

from collections.abc import Set

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
    """Of one facet: `named` by key, `keys` by value, `asked` of which keys. It is never changed."""

    def __init__(self, facet, named: dict, asked: Set):
        self.facet, self.named, self.asked = facet, named, asked
        self.keys = {one.value: key for key, one in named.items()}
        self._places, self._labels = {}, {}

    @classmethod
    def read(cls, facet, keys: Set | None = None) -> "Names":
        """Of the keys, else of all; without what is gone or not offered."""
        records = facet.model.objects.filter(facet.offered)
        if keys is not None:
            records = records.filter(pk__in=keys)
        is_certain = Case(When(facet.certain, then=Value(True)), default=Value(False))
        rows = records.order_by().values_list("pk", facet.value, is_certain, *NAME_FIELDS)
        named = {key: Named(value, sure, names) for key, value, sure, *names in rows}
        return cls(facet, named, frozenset(keys or named))

    def places(self, language: str | None = None) -> dict[str, int]:
        """The place of each value in the order of names in a language, the reader's unless told otherwise."""
        language = language or get_language()
        if language not in self._places:
            ordered = sorted(self.named.values(), key=lambda one: one.label(language)[1])
            self._places[language] = {one.value: place for place, one in enumerate(ordered)}
        return self._places[language]

    def labels(self, language: str | None = None) -> dict[str, str]:
        """What each value is called in a language, the reader's unless told otherwise."""
        language = language or get_language()
        if language not in self._labels:
            self._labels[language] = {one.value: one.label(language)[0] for one in self.named.values()}
        return self._labels[language]

    def renewed(self, keys: Set) -> "Names":
        """With those of the keys as they are now."""
        others = {key: one for key, one in self.named.items() if key not in keys}
        return Names(self.facet, others | Names.read(self.facet, keys).named, self.asked | keys)
