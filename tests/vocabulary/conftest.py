"""Two pages of an import that name what nobody knows, and who may say what it is."""

import pytest

from articles.models import Article, NameDecision, Organisation
from articles.vocabulary import deciding, following
from tests.factories import NOW, make_country, make_headquarters, make_member, make_mission
from tests.import_pages import A, B, run, write

FUNDED = "Le centre est financé par Fondation Azur."
Kind, Meaning = NameDecision.Kind, NameDecision.Meaning


@pytest.fixture
def newsroom(db):
    make_country("TD", "Tchad")
    make_mission("niger", "Niger", country=make_country())
    make_mission("dakar", "Bureau de Dakar", kind="regional")
    return make_headquarters()


@pytest.fixture
def pages(newsroom, tmp_path):
    (tmp_path / "pages").mkdir()
    write(tmp_path / "pages" / "a.txt", A, FUNDED)
    write(tmp_path / "pages" / "b.txt", B, FUNDED)
    return tmp_path / "pages"


@pytest.fixture
def imported(pages):
    run(pages)
    return pages


@pytest.fixture
def awa(newsroom):
    """She may decide for the whole organisation."""
    return make_member("publisher", newsroom, username="awa", language="en")


@pytest.fixture
def azur(db):
    return Organisation.objects.create(slug="azur", name_fr="Fondation pour l’azur")


def decide(kind, printed, record=None, *, by, meaning=None, **options):
    """And have the articles follow."""
    said = meaning or (Meaning.RECORD if record else Meaning.NOTHING)
    decision = deciding.decide(kind, printed, said, record, by=by, now=NOW, **options)
    return following.follow(decision, now=NOW)


def funders() -> dict[str, list[str]]:
    """By the articles' titles."""
    articles = Article.objects.order_by("title")
    return {one.title: sorted(one.organisations.values_list("slug", flat=True)) for one in articles}
