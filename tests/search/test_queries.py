"""Queries and what they find among the same releases, on SQLite and on PostgreSQL."""

import pytest

from articles import search
from articles.models import Article, Quote
from tests.factories import make_published

RELEASES = {
    "agadez": ("fr", "L’OIM ouvre un centre d’accueil à Agadez", "", "NIAMEY –",
               "<p>Des milliers de migrants ont été secourus dans le désert du Niger.</p>"),
    "tchad": ("fr", "Réfugiés soudanais : l’aide arrive au Tchad", "Vivres et abris pour 5 000 familles.", "",
              "<p>Les réfugiées et leurs enfants vivent à l’est du pays, près d’Adré.</p>"),
    "oeuvre": ("fr", "La main-d’œuvre étrangère, une chance pour l’Europe", "", "GENÈVE –",
               "<p>Le travail des migrantes reste peu reconnu.</p>"),
    "retours": ("fr", "Retours volontaires : 3 200 personnes rentrent de Libye", "Un vol affrété vers Bamako.", "",
                "<p>Le retour volontaire humanitaire et la réintégration se poursuivent au Mali.</p>"),
    "traite": ("fr", "Journée mondiale contre la traite des êtres humains", "", "",
               "<p>Les victimes de la traite sont aidées par les missions.</p>"),
    "climate": ("en", "Climate change drives displacement in the Pacific", "Islands at risk.", "SUVA –",
                "<p>Displaced people return home after the cyclone. Planned relocation is studied.</p>"),
    "returns": ("en", "Voluntary returns from Libya resume", "", "",
                "<p>A charter flight to Mali carried 160 migrants. Voluntary humanitarian return goes on.</p>"),
    "health": ("en", "Health screening for refugees in Chad", "Children come first.", "",
               "<p>Nurses and doctors examine 1,200 children a week.</p>"),
    "ninos": ("es", "Niños migrantes en la frontera de Panamá", "Más de mil niñas y niños cruzan el Darién.", "",
              "<p>La protección de la niñez es urgente. Los retornos voluntarios continúan.</p>"),
    "sequia": ("es", "La sequía desplaza a familias en Guatemala", "", "",
               "<p>Las familias desplazadas reciben agua. El cambio climático agrava la sequía.</p>"),
    "awda": ("ar", "عودة المهاجرين إلى النيجر", "", "", "<p>ساعدت المنظمة المهاجرين العائدين من ليبيا.</p>"),
}  # fmt: skip
SPEAKERS = {"agadez": ("Aïssata Ouédraogo", "cheffe de mission"), "climate": ("Seán O’Brien", "Director General")}

QUERIES = {
    "migrants": "agadez oeuvre returns ninos",
    "migrant": "agadez oeuvre returns ninos",
    "MIGRANTES": "agadez oeuvre returns ninos",
    "agadez": "agadez",
    "centre accueil": "agadez",
    "d'accueil": "agadez",
    "d’accueil": "agadez",
    "accueil tchad": "",
    "réfugié": "tchad health",
    "refugees": "tchad health",
    "réfugiées": "tchad health",
    "refugies tchad": "tchad",
    "refugees chad": "health",
    "oeuvre": "oeuvre",
    "œuvre": "oeuvre",
    "main-d'oeuvre": "oeuvre",
    "« main d’œuvre »": "oeuvre",
    '"oeuvre main"': "",
    "retour volontaire": "retours",
    "retours volontaires": "retours",
    '"retour volontaire"': "retours",
    '"retours volontaires humanitaires"': "retours",
    '"volontaires retours"': "",
    "“retour volontaire”": "retours",
    "voluntary return": "returns",
    '"voluntary returns"': "returns",
    "retornos voluntarios": "ninos",
    "voluntary -libya": "ninos",
    "volontaire -libye": "",
    'volontaire -"retour volontaire"': "",
    'migrants -"retour volontaire"': "agadez oeuvre returns ninos",
    "-migrants -réfugiés": "retours traite climate sequia awda",
    "traite": "traite",
    "la traite": "traite",
    "êtres humains": "traite",
    "etre humain": "traite",
    "journée mondiale": "traite",
    "5 000": "tchad",
    "3200": "",
    '"3 200"': "retours",
    "160": "returns",
    "niños": "ninos",
    "ninos": "ninos",
    "niñas": "ninos",
    "niño": "ninos",
    "familias": "sequia",
    "familles": "tchad",
    "sequía climático": "sequia",
    "sequia CLIMATICO": "sequia",
    "displaced": "climate",
    "displacement": "climate",
    "children": "health",
    "niamey": "agadez",
    "genève": "oeuvre",
    "ouedraogo": "agadez",
    '"aïssata ouédraogo"': "agadez",
    '"sean o\'brien"': "climate",
    "cheffe de mission": "agadez",
    '"director general" suva': "climate",
    '"agadez niamey"': "",
    "المهاجرين": "awda",
    "مهاجر": "awda",
    "ليبيا -النيجر": "",
    "le la les": "oeuvre retours traite",
    "zzz": "",
    "…": "",
    "-": "",
    '""': "",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def releases():
    for slug, (language, title, lead, dateline, body) in RELEASES.items():
        fields = {"language": language, "title": title, "lead": lead, "dateline": dateline, "body_html": body}
        article = make_published(slug=slug, **fields)
        if slug in SPEAKERS:
            speaker, role = SPEAKERS[slug]
            Quote.objects.create(article=article, speaker=speaker, role=role, text="…")
            search.index(article)


def test_each_query_finds_what_it_should_and_no_more(releases):
    slugs = dict(Article.objects.values_list("pk", "slug"))
    found = {typed: {slugs[key] for key in search.hits(typed)} for typed in QUERIES}
    assert found == {typed: set(expected.split()) for typed, expected in QUERIES.items()}


def test_a_filter_of_articles_finds_the_same(releases):
    articles = Article.objects.order_by("pk")
    for typed in QUERIES:
        assert [one.pk for one in search.matching(articles, typed)] == sorted(search.hits(typed))


def test_among_some_articles_it_finds_those_of_them(releases):
    some = set(Article.objects.order_by("pk").values_list("pk", flat=True)[1::2])
    for typed in QUERIES:
        assert set(search.hits(typed, some)) == some.intersection(search.hits(typed))
        assert list(search.hits(typed, set())) == []
