"""The threshold is measured here: on the names of the reference data, each against all others, and damaged."""

import random
from collections.abc import Iterator

import pytest

from articles.parsing.likeness import Likeness, words_of
from tests.parsing.conftest import records

DEVELOPMENT = "Banque africaine de développement"
KNOWN = Likeness(
    [
        (DEVELOPMENT, "afdb"),
        ("BAD", "afdb"),
        ("Fonds des Nations Unies pour l’enfance", "unicef"),
        ("UNICEF", "unicef"),
        ("Programme alimentaire mondial", "wfp"),
        ("PAM", "wfp"),
        ("Stratégie 2020", "2020"),
    ],
    frozenset(["asiatique"]),
)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("la BANQUE AFRICAINE DU DEVELOPPEMENT", "afdb"),
        ("Banque de développement africaine", "afdb"),
        ("Banque africaine de dévelopement", "afdb"),
        ("Banque africaine de développement (BAD)", "afdb"),
        ("Programme alimentaire des Nations Unies", None),
        ("Programme de l’alimentation mondiale (PAM)", "wfp"),
        ("Banque asiatique de développement", None),
        ("Banque afrcaine et dévelopement", None),
        ("Stratégie 2021", None),
        ("UNICET", None),
        ("", None),
    ],
)
def test_what_is_surely_meant(printed, meant):
    assert KNOWN.meant(printed) == meant


def test_another_word_of_the_vocabulary_is_no_misprint():
    known = [("Coopération gambienne pour la pêche", 1)]
    assert Likeness(known).meant("Coopération gambiene pour la pêche") == 1
    assert Likeness(known, frozenset(["gambiene"])).meant("Coopération gambiene pour la pêche") is None


@pytest.mark.parametrize("printed", ["Centre de rétention", "Centre d’une détention à Diffa"])
def test_a_word_that_begins_otherwise_or_one_more_is_another_name(printed):
    assert Likeness([("Centre de détention", 1)]).meant(printed) is None


def test_a_name_of_two_things_means_neither():
    assert Likeness([("Plan de paix", 1), ("Plan pour la paix", 2)]).meant("Plan de paix") is None


def test_the_nearest_are_different_things_the_best_first():
    found = KNOWN.nearest("Banque de développement de l’Afrique de l’Ouest")
    assert [near.value for near in found][:1] == ["afdb"]
    assert len({near.value for near in found}) == len(found)


def named(kind: str) -> list[tuple[str, str]]:
    """(name, slug) of each name of the reference data's records."""
    return [(name, one["slug"]) for one in records(kind) for name in names(one)]


def names(record) -> list[str]:
    columns = [record.get(f"name_{language}") for language in ("fr", "en", "es", "ar")]
    return list(filter(None, [*columns, record.get("acronym"), *record.get("aliases", ())]))


@pytest.mark.parametrize("kind", ["organisations", "missions"])
def test_no_name_that_is_unknown_is_taken_for_a_known_one(gazetteer, kind):
    known = named(kind)
    for record in records(kind):
        others = Likeness([(name, slug) for name, slug in known if slug != record["slug"]], gazetteer.words)
        assert [(name, others.meant(name)) for name in names(record) if others.meant(name)] == []


def damaged(name: str, chance: random.Random) -> Iterator[str]:
    """A letter lost, doubled, taken for another, swapped; in capitals; in another order; with an article."""
    at = chance.choice([place for place, letter in enumerate(name) if letter.isalpha()])
    yield name[:at] + name[at + 1 :]
    yield name[:at] + name[at] + name[at:]
    yield name[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + name[at + 1 :]
    yield name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    yield name.upper()
    words = name.split()
    turn = chance.randrange(len(words))
    yield " ".join(words[turn:] + words[:turn])
    yield f"l’{name}"


def test_of_damaged_names_none_is_mistaken_three_quarters_are_certain_and_nearly_all_are_proposed(gazetteer):
    """The figures of docs/decisions.md: 0, at least 75 % and at least 99 %."""
    known = named("organisations")
    likeness, chance = Likeness(known, gazetteer.words), random.Random(1)
    forms = [(form, slug) for name, slug in known if len(words_of(name)) > 1 for form in damaged(name, chance)]
    meant = [(likeness.meant(form), slug) for form, slug in forms]
    assert not [pair for pair in meant if pair[0] not in (None, pair[1])]
    assert sum(found is not None for found, _slug in meant) > 0.75 * len(forms)
    missed = [form for form, (found, _slug) in zip(forms, meant, strict=True) if found is None]
    proposed = sum(slug in [near.value for near in likeness.nearest(form)] for form, slug in missed)
    assert proposed > 0.99 * len(missed)
