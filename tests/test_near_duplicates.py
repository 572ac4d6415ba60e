"""Releases that came in twice, or in another language: found, linked, merged, kept."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles import versions, workflow
from articles.demo import FOLDER as DEMO
from articles.duplicates import deciding
from articles.duplicates.finding import find
from articles.duplicates.traits import Traits, compare, keys
from articles.models import Article, ArticleVersion, ImportBatch, LegacyAddress, NearDuplicate, Quote, SourceDocument
from tests import reference_data
from tests.factories import NOW, make_article, make_country, make_member, make_mission
from tests.import_pages import A, run, write

pytestmark = pytest.mark.django_db
ONE = (
    "L’OIM a ouvert lundi à Agadez un centre d’accueil de 1 200 places pour les migrants secourus dans le désert du"
    " Ténéré. Le centre, construit avec la commune et les chefs de canton, reçoit depuis une semaine 340 personnes,"
    " dont beaucoup ont marché pendant des jours. « Personne ne doit mourir de soif », a déclaré Halima Souley."
)
IN_ENGLISH = (
    "On Monday IOM opened a reception centre with 1,200 beds in Agadez for migrants rescued in the Ténéré desert."
    " Built with the town and the heads of the cantons, the centre has received 340 people in a week. “Nobody must die"
    " of thirst,” said Halima Souley."
)


def traits(text=ONE, language="fr", **fields) -> Traits:
    return Traits(language, fields.pop("title", "Un centre"), text, **{"day": "2019-02-22", "mission": 1} | fields)


def test_a_text_with_few_words_changed_is_the_same_release():
    other = traits(ONE.replace("lundi", "mardi"), day="", title="Autre")
    assert (keys(traits()) & keys(other) != set(), compare(traits(), other).is_translation) == (True, False)


def test_a_part_of_a_release_is_the_same_release():
    assert compare(traits(), traits(ONE[:300])).score > 95


def test_texts_with_a_paragraph_in_common_are_two_releases():
    own = (
        "Des agriculteurs de Tahoua ont reçu des semences, des outils et des conseils pour la saison qui commence. "
        * 3
    )
    about = "L’OIM travaille avec ses partenaires pour une migration humaine et ordonnée au service de tous."
    assert compare(traits(ONE + about), traits(own + about)) is None


def test_a_translation_is_known_by_what_is_not_translated():
    other = traits(IN_ENGLISH, "en", people=frozenset({"Halima Souley"}), title="A centre")
    one = traits(people=frozenset({"Halima Souley"}))
    assert keys(one) & keys(other)
    assert {code for code, _what in compare(one, other).reasons} == {"numbers", "names", "day", "people"}


@pytest.mark.parametrize("fields", [{"day": "2019-02-23"}, {"mission": 2}, {"text": IN_ENGLISH * 6}])
def test_another_day_or_mission_or_length_is_another_release(fields):
    one = traits(people=frozenset({"Halima Souley"}))
    text = fields.pop("text", IN_ENGLISH)
    assert compare(one, traits(text, "en", people=one.people, **fields)) is None


def test_an_address_that_differs_by_its_language_tells_a_translation():
    one = traits(addresses=frozenset({"https://old.example/fr/news/centre-agadez"}), day="")
    addresses = frozenset({"https://niger.example/news/centre-agadez"})
    other = traits(IN_ENGLISH, "en", addresses=addresses, day="", title="A centre")
    assert (keys(one) & keys(other) != set(), compare(one, other).reasons[-1]) == (
        True,
        ("address", "/news/centre-agadez"),
    )


def test_numbers_are_the_same_however_thousands_are_parted():
    assert traits("1 445 tentes, 12.300 repas, 7,5 km").numbers == traits("1,445 tents, 12 300 meals, 7.5 km").numbers


@pytest.fixture
def niger():
    return make_mission()


def article(niger, text=ONE, language="fr", **fields):
    fields = {"title": "Un centre", "mission": niger, "date_edtf": "2019-02-22"} | fields
    made = make_article(language=language, body_html=f"<p>{text}</p>", **fields)
    Quote.objects.create(article=made, speaker="Halima Souley", text="Personne")
    versions.keep(made, reason=ArticleVersion.Reason.IMPORT)
    return made


def found() -> list[tuple[int, int]]:
    list(find())
    return list(NearDuplicate.objects.filter(state="open").values_list("first", "second"))


def a_pair(niger, **fields):
    """(pair, one, other, the versions that were read)"""
    one, other = article(niger), article(niger, **fields)
    [_keys] = found()
    return NearDuplicate.objects.get(), one, other, {one.pk: one.version, other.pk: other.version}


@pytest.fixture
def awa(niger):
    return make_member("publisher", niger)


def test_a_release_that_came_twice_and_its_translation_are_found(niger):
    one, again, other = article(niger), article(niger), article(niger, IN_ENGLISH, "en", title="A centre")
    article(niger, "Une autre nouvelle, d’un autre jour, sans rien de commun.", date_edtf="2020-01-01", title="Autre")
    assert set(found()) == {(one.pk, again.pk), (one.pk, other.pk), (again.pk, other.pk)}


@pytest.mark.parametrize("table", [str(DEMO / "pages.csv"), None])
def test_three_languages_of_one_release_are_found_with_a_day_or_without(table):
    reference_data.load()
    call_command("import_articles", str(DEMO), manifest=table, stdout=StringIO(), stderr=StringIO())
    assert len(found()) == 3


def test_language_versions_of_one_release_are_no_pair(niger):
    one = article(niger)
    article(niger, IN_ENGLISH, "en", translation_group=one.translation_group)
    assert found() == []


def test_only_what_is_new_or_changed_is_looked_at_again(niger):
    article(niger)
    assert sum(find()) == 1
    assert sum(find()) == 0
    versions.keep(Article.objects.get(), reason=ArticleVersion.Reason.EDIT)
    assert sum(find()) == 1


def test_a_pair_that_is_none_any_more_goes(niger):
    _pair, _one, other, _seen = a_pair(niger)
    Article.objects.filter(pk=other.pk).update(body_html="<p>Tout autre chose.</p>", version=9)
    assert found() == []


def test_the_command_says_how_many_wait(niger, in_english):
    article(niger), article(niger)
    said = StringIO()
    call_command("find_duplicates", stdout=said, stderr=StringIO())
    assert said.getvalue() == "Near-duplicates to decide upon: 1\n"


def test_what_was_kept_is_not_asked_again(niger, awa):
    pair, _one, other, _seen = a_pair(niger)
    deciding.keep_both(pair, by=awa)
    versions.keep(other, reason=ArticleVersion.Reason.EDIT)
    assert found() == []


def test_linked_ones_are_language_versions_and_filed_alike(niger, awa):
    pair, one, other, seen = a_pair(niger, text=IN_ENGLISH, language="en")
    one.country_links.create(country=make_country())
    deciding.link(pair, by=awa, seen=seen)
    other.refresh_from_db()
    assert (other.translation_group, other.translated_from) == (one.translation_group, one)
    assert [country.code for country in other.main_countries] == ["NE"]


def test_two_of_one_language_are_not_linked(niger, awa):
    pair, _one, _other, seen = a_pair(niger)
    with pytest.raises(deciding.Refused):
        deciding.link(pair, by=awa, seen=seen)


def test_a_third_of_a_language_is_not_linked(niger, awa):
    pair, one, _other, seen = a_pair(niger, text=IN_ENGLISH, language="en")
    make_article(language="en", translation_group=one.translation_group)
    with pytest.raises(deciding.Refused):
        deciding.link(pair, by=awa, seen=seen)


def test_a_merged_article_leaves_its_addresses_pages_and_versions(niger, awa):
    pair, one, other, seen = a_pair(niger)
    batch = ImportBatch.objects.create(started_at=one.created_at, parser_version="1")
    page = SourceDocument.objects.create(batch=batch, article=other, path="b.txt", status="created")
    LegacyAddress.of(other, "https://old.example/b").save()
    kept = deciding.merge(pair, one, by=awa, seen=seen, gone_address="https://news.example/fr/news/b")
    page.refresh_from_db()
    addresses = kept.legacy_addresses.order_by("address").values_list("address", flat=True)
    assert list(addresses) == ["https://news.example/fr/news/b", "https://old.example/b"]
    assert (page.article, page.status) == (kept, "merged")
    assert list(kept.versions.values_list("number", "reason")) == [(3, "edit"), (2, "merged"), (1, "import")]
    assert not Article.objects.filter(pk=other.pk).exists()


def test_the_versions_of_languages_follow_the_one_that_stays(niger, awa):
    pair, one, other, seen = a_pair(niger)
    spanish = make_article(language="es", translation_group=other.translation_group, translated_from=other)
    deciding.merge(pair, one, by=awa, seen=seen)
    spanish.refresh_from_db()
    assert (spanish.translation_group, spanish.translated_from) == (one.translation_group, one)


def test_nothing_is_merged_unread(niger, awa):
    pair, one, other, seen = a_pair(niger)
    versions.keep(other, reason=ArticleVersion.Reason.EDIT)
    with pytest.raises(deciding.Refused):
        deciding.merge(pair, one, by=awa, seen=seen)
    assert Article.objects.count() == 2


def test_what_readers_see_does_not_become_part_of_a_draft(niger, awa):
    pair, one, other, seen = a_pair(niger)
    workflow.publish(other, now=NOW)
    with pytest.raises(deciding.Refused):
        deciding.merge(pair, one, by=awa, seen=seen | {other.pk: other.version})
    assert Article.objects.filter(pk=other.pk).exists()


def test_a_pair_is_decided_once(niger, awa):
    pair, one, _other, seen = a_pair(niger)
    deciding.keep_both(pair, by=awa)
    with pytest.raises(deciding.Refused):
        deciding.merge(pair, one, by=awa, seen=seen)


def test_pages_of_merged_articles_bring_nothing_back(folder, awa):
    write(folder / "b.txt", A, more="Il sera ouvert chaque jour.")
    run(folder)
    [(_first, _second)] = found()
    pair = NearDuplicate.objects.get()
    seen = {article.pk: article.version for article in (pair.first, pair.second)}
    deciding.merge(pair, pair.second, by=awa, seen=seen)
    before = SourceDocument.objects.count()
    assert {line["status"] for line in run(folder)} <= {"kept", "duplicate", "unchanged"}
    assert (Article.objects.count(), SourceDocument.objects.count()) == (1, before)
