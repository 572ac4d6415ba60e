"""Plain rows with dull, fixed values; a test names only what it is about."""

from datetime import UTC, datetime
from itertools import count

from articles import search
from articles.models import Article, ArticleCountry, Organisation, Programme, Theme
from contacts.models import Country, Mission, PressContact, PressContactPhone, Region
from iomnews.accounts.models import User

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
numbers = count(1)


def make_article(*, countries=(), mentioned=(), programmes=(), themes=(), **fields) -> Article:
    """A draft in French; `countries` are those it is about."""
    defaults = {"title": "Un article", "language": "fr", "body_html": "<p>Le texte.</p>", "date_edtf": "2019-02-22"}
    article = Article.objects.create(**defaults | fields)
    for rank, chosen in (("main", countries), ("mentioned", mentioned)):
        for order, country in enumerate(chosen):
            ArticleCountry.objects.create(article=article, country=country, rank=rank, order=order)
    article.programmes.set(programmes)
    article.themes.set(themes)
    search.index(article)
    return article


def make_published(**fields) -> Article:
    """A public article since 2020."""
    return make_article(**{"state": Article.State.PUBLISHED, "goes_live_at": LONG_AGO} | fields)


def make_region(slug="west-africa", **fields) -> Region:
    return Region.objects.get_or_create(slug=slug, defaults={"name_fr": "Afrique de l’Ouest"} | fields)[0]


def make_country(code="NE", name_fr="Niger", **fields) -> Country:
    return Country.objects.get_or_create(code=code, defaults={"alpha3": code + "X", "name_fr": name_fr} | fields)[0]


def make_mission(slug="niger", name_fr="Niger", **fields) -> Mission:
    return Mission.objects.create(slug=slug, name_fr=name_fr, **fields)


def make_contact(name="Ibrahim Maïga", *, phone="+41225550140", **fields) -> PressContact:
    """A confirmed contact with one public number."""
    defaults = {
        "is_active": True,
        "verified_on": LONG_AGO.date(),
        "email": f"contact{next(numbers)}@migrations.example",
    }
    contact = PressContact.objects.create(name=name, **defaults | fields)
    PressContactPhone.objects.create(contact=contact, number=phone, is_public=True)
    return contact


def make_programme(slug="retours", name_fr="Retours accompagnés", **fields) -> Programme:
    return Programme.objects.create(slug=slug, name_fr=name_fr, **fields)


def make_theme(slug="protection", name_fr="Protection", **fields) -> Theme:
    return Theme.objects.create(slug=slug, name_fr=name_fr, **fields)


def make_organisation(slug="croix-rouge", name_fr="Croix-Rouge", **fields) -> Organisation:
    return Organisation.objects.create(slug=slug, name_fr=name_fr, **fields)


def make_headquarters(**fields) -> Mission:
    return make_mission("geneva", "Siège", **{"kind": Mission.Kind.HEADQUARTERS} | fields)


def make_member(role="contributor", mission=None, *, username="aminata", password=None, **fields) -> User:
    """Somebody with one role, in the mission of Niger unless told otherwise; without a password, nobody signs in."""
    user = User(username=username, email=f"{username}@migrations.example", **fields)
    user.set_password(password)
    user.save()
    user.memberships.create(
        role=role, mission=mission or Mission.objects.filter(slug="niger").first() or make_mission()
    )
    return user
