"""Near-duplicates found among all articles, or since the last time among those that are new or have changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db.models import F, Q

from articles.duplicates.traits import Traits, compare, keys
from articles.importing.turns import turn
from articles.models import (
    Article,
    ArticleContact,
    ArticleCountry,
    Fingerprint,
    FingerprintKey,
    LegacyAddress,
    NearDuplicate,
    Quote,
)

TOGETHER = 100  # articles in a transaction
MOST = 30  # articles that share a key: by more, nothing is told apart
EXACT = 10  # letters of a day in EDTF that is known for certain


def find() -> Iterator[int]:
    """How many articles have been looked at, piece by piece. Begun again, it goes on with the rest."""
    last = 0
    while found := list(_changed().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:TOGETHER]):
        _look_at(found)
        last = found[-1]
        yield len(found)


def count_changed() -> int:
    return _changed().count()


def _changed():
    articles = Article.objects.filter(revises=None)
    return articles.filter(Q(fingerprint=None) | ~Q(fingerprint__version=F("version")))


@turn()
def _look_at(found: list[int]) -> None:
    traits = traits_of(found)
    versions = dict(Article.objects.filter(pk__in=found).values_list("pk", "version"))
    Fingerprint.objects.filter(pk__in=found).delete()
    Fingerprint.objects.bulk_create(Fingerprint(pk=key, version=versions[key]) for key in traits)
    values = {key: keys(one) for key, one in traits.items()}
    rows = (FingerprintKey(fingerprint_id=key, value=value) for key, own in values.items() for value in own)
    FingerprintKey.objects.bulk_create(rows, batch_size=2000)
    pairs = _candidates(set(found), set().union(*values.values()))
    traits |= traits_of({key for pair in pairs for key in pair} - traits.keys())
    _keep(pairs, traits)


def _candidates(new: set[int], values: set[int]) -> set[tuple[int, int]]:
    """Of two articles with a key in common, one of them new."""
    sharing = defaultdict(set)
    wanted = sorted(values)
    for start in range(0, len(wanted), 500):
        rows = FingerprintKey.objects.filter(value__in=wanted[start : start + 500])
        for value, article in rows.values_list("value", "fingerprint"):
            sharing[value].add(article)
    groups = (sorted(articles) for articles in sharing.values() if 1 < len(articles) <= MOST)
    return {pair for group in groups for pair in combinations(group, 2) if new.intersection(pair)}


def _keep(pairs: Iterable[tuple[int, int]], traits: dict[int, Traits]) -> None:
    """Those that are one release; what somebody has decided upon stays decided."""
    groups = dict(Article.objects.filter(pk__in=traits).values_list("pk", "translation_group"))
    found, gone = [], []
    for first, second in sorted(pairs):
        verdict = compare(traits[first], traits[second]) if groups[first] != groups[second] else None
        if verdict:
            found.append(NearDuplicate(first_id=first, second_id=second, **vars(verdict)))
        else:
            gone.append(Q(first=first, second=second))
    NearDuplicate.objects.bulk_create(found, ignore_conflicts=True)
    for start in range(0, len(gone), 100):
        open_ones = NearDuplicate.objects.filter(state=NearDuplicate.State.OPEN)
        open_ones.filter(Q(*gone[start : start + 100], _connector=Q.OR)).delete()


def traits_of(articles: Iterable[int]) -> dict[int, Traits]:
    """By primary key; as many queries for many as for one."""
    articles = list(articles)
    related = {name: _grouped(name, articles) for name in RELATED}
    fields = ("pk", "language", "title", "lead", "body_html", "date_edtf", "mission")
    rows = Article.objects.filter(pk__in=articles).values_list(*fields)
    return {
        pk: Traits(
            language=language,
            title=title,
            text=f"{title} {lead} {body}",
            day=day if len(day) == EXACT else "",
            mission=mission,
            countries=frozenset(related["countries"][pk]),
            people=frozenset(related["quotes"][pk] | related["contacts"][pk]),
            addresses=frozenset(related["legacy_addresses"][pk]),
        )
        for pk, language, title, lead, body, day, mission in rows
    }


RELATED = {
    "countries": (ArticleCountry, "country", {"rank": "main"}),
    "quotes": (Quote, "speaker", {}),
    "contacts": (ArticleContact, "email", {}),
    "legacy_addresses": (LegacyAddress, "address", {}),
}


def _grouped(name: str, articles: list[int]) -> dict[int, set[str]]:
    model, column, only = RELATED[name]
    grouped = defaultdict(set)
    for article, value in model.objects.filter(article__in=articles, **only).values_list("article", column):
        grouped[article] |= {value} - {"", None}
    return grouped
