"""Names in four languages, for everything that has a proper name: missions, countries, programmes, themes."""

import re
import unicodedata
from collections.abc import Iterable, Set
from itertools import chain

from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NAME_LANGUAGES = ("fr", "en", "es", "ar")
NAME_FIELDS = [f"name_{language}" for language in NAME_LANGUAGES]
LONGEST_SLUG = 70
LONGEST_NAME = 200
WORD = re.compile(r"[^\W_]+")


class _Folded(dict):
    """A str.translate table without combining and invisible characters, filled as letters are met."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        is_left_out = unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
        self[code] = None if is_left_out else code
        return self[code]


FOLDED = _Folded(str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'"}))


def fold(text: str) -> str:
    """Text without accents, ligatures and case, for sorting and comparing: « Œuvre de l’Été », "oeuvre de l'ete".

    Nor has it soft hyphens, joiners and marks of direction, which nobody sees; every apostrophe is the typewriter's.
    """
    text = text.casefold()
    if text.isascii():
        return text
    return unicodedata.normalize("NFKD", text.replace("´", "'")).translate(FOLDED)


def name_key(name: str) -> str:
    """What two spellings of one name share: its folded words, whatever stands between; never longer than a name."""
    return (" ".join(WORD.findall(fold(name))) or fold(name))[:LONGEST_NAME]


def folded_lines(values: Iterable) -> str:
    """What a record is found by: each text folded, a line of its own between two ends of line; lists are as many."""
    texts = chain.from_iterable(value if isinstance(value, list) else [value] for value in values)
    return fold("\n".join(["", *filter(None, texts), ""]))


def slug_stem(name: str, longest: int = LONGEST_SLUG) -> str:
    """The name as an address: « L’œuvre d’Agadez » is "l-oeuvre-d-agadez"; empty for one without a Latin letter."""
    return slugify(name.replace("’", "-").replace("'", "-").replace("œ", "oe"))[:longest].strip("-")


def free_slug(model, name: str, longest: int = LONGEST_SLUG, also_taken: Set[str] = frozenset()) -> str:
    """The stem, numbered where another record has it; ten times as many numbers are asked about as the time before."""
    stem = slug_stem(name, longest) or model._meta.model_name
    first, many = 1, 10
    while True:
        some = [stem if number == 1 else f"{stem}-{number}" for number in range(first, first + many)]
        taken = also_taken | set(model.objects.filter(slug__in=some).values_list("slug", flat=True))
        if free := next((slug for slug in some if slug not in taken), None):
            return free
        first, many = first + many, 10 * many


def free_slugs(model, names: list[str], longest: int = LONGEST_SLUG) -> list[str]:
    """One for each name, all different; numbered one by one only where a stem is taken."""
    stems = [slug_stem(name, longest) for name in names]
    given = set(model.objects.filter(slug__in=stems).values_list("slug", flat=True)) | {""}
    slugs = []
    for name, stem in zip(names, stems, strict=True):
        slugs.append(stem if stem not in given else free_slug(model, name, longest, also_taken=given))
        given.add(slugs[-1])
    return slugs


def sorted_by_name(things):
    """As a list in the order of their names in the reader's language, É beside E."""
    return sorted(things, key=lambda thing: fold(thing.name))


class Findable(models.Model):
    """A record found by its fields `found_by`, kept folded beside them: databases fold each in their own way."""

    folded = models.TextField(editable=False, default="")
    found_by = []

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        self.fold()
        super().save(*args, update_fields=update_fields and {*update_fields, "folded"}, **kwargs)

    def fold(self) -> None:
        self.folded = folded_lines(getattr(self, field) for field in self.found_by)


class NamesInFourLanguages(Findable):
    """`name` is the one in the reader's language, else the first there is: French, English, Spanish, Arabic."""

    name_fr = models.CharField(_("name in French"), max_length=LONGEST_NAME, blank=True)
    name_en = models.CharField(_("name in English"), max_length=LONGEST_NAME, blank=True)
    name_es = models.CharField(_("name in Spanish"), max_length=LONGEST_NAME, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=LONGEST_NAME, blank=True)
    aliases = models.JSONField(
        _("other names"),
        default=list,
        blank=True,
        help_text=_("Spellings, short forms and former names under which it is found and recognised."),
    )

    found_by = [*NAME_FIELDS, "aliases"]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name_fr="", name_en="", name_es="", name_ar=""),
                name="%(app_label)s_%(class)s_has_a_name",
                violation_error_message=_("Give a name in at least one language."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return self.name_in(get_language())

    def name_in(self, language: str | None) -> str:
        own = getattr(self, f"name_{language}", "")
        return own or self.name_fr or self.name_en or self.name_es or self.name_ar

    @property
    def all_names(self) -> list[str]:
        """Every name and alias, once each."""
        names = [getattr(self, field) for field in NAME_FIELDS]
        return list(dict.fromkeys(filter(None, [*names, getattr(self, "acronym", ""), *self.aliases])))
