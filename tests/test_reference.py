import pytest

from articles import reference
from articles.models import Theme
from contacts.models import Country, Mission, Region

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing():
    reference.load()
    assert set(reference.load().values()) == {(0, 0)}


def test_headquarters_stand_above_the_regional_offices():
    reference.load()
    assert Mission.objects.get(kind="headquarters").offices.filter(kind="regional").count() >= 6


def test_what_staff_corrected_stays():
    reference.load()
    Country.objects.filter(code="TR").update(name_fr="Turkiye")
    reference.load()
    assert Country.objects.get(code="TR").name_fr == "Turkiye"


def test_what_is_missing_is_filled():
    reference.load()
    Theme.objects.update(name_es="", aliases=["propre à la maison"])
    reference.load()
    assert not Theme.objects.filter(name_es="").exists()
    assert all("propre à la maison" in theme.aliases for theme in Theme.objects.all())


@pytest.mark.parametrize("change", [{"slug": "siege"}, {"slug": "siege", "name_fr": "Le siège"}])
def test_headquarters_stay_the_only_ones_whatever_they_are_called(change):
    reference.load()
    Mission.objects.filter(kind="headquarters").update(**change)
    assert reference.load()["missions.json"] == (0, 0)


def test_a_record_whose_slug_staff_changed_is_not_made_again():
    reference.load()
    Region.objects.filter(slug="middle-east-and-north-africa").update(slug="mena")
    assert reference.load()["regions.json"] == (0, 0)


def test_a_second_process_finds_what_the_first_has_added(monkeypatch):
    reference.load()
    known = reference._known
    answers = iter([lambda *record: None])
    monkeypatch.setattr(reference, "_known", lambda *record: next(answers, known)(*record))
    assert set(reference.load().values()) == {(0, 0)}
