"""A page read again: which article is its own, and what staff did to that in between."""

from functools import partial

import pytest
from django.core.management import CommandError
from django.db import DataError, IntegrityError, OperationalError
from factories import NOW

from articles import search, versions, workflow
from articles.importing import records
from articles.models import Article, ArticleVersion, Organisation, Programme, SourceDocument
from contacts.models import PressContact
from tests.admin.forms import unchanged
from tests.at_once import TIMES, all_texts, assert_sound, at_once, signed_in
from tests.import_pages import A, B, C, run, statuses, titles, write

pytestmark = pytest.mark.django_db


def everything():
    return [versions.snapshot(article) for article in Article.objects.order_by("pk")], SourceDocument.objects.count()


def test_a_page_that_changed_and_changed_back_is_one_article(folder):
    run(folder)
    for title in (C, A):
        write(folder / "a.txt", title)
        assert statuses(folder) == ["updated", "unchanged"]
    assert titles() == [A, B]


def test_a_page_that_was_no_article_for_a_while_finds_its_own_again(folder):
    run(folder)
    (folder / "a.txt").write_text("Accueil\n")
    assert statuses(folder) == ["not_an_article", "unchanged"]
    write(folder / "a.txt", C)
    assert statuses(folder) == ["updated", "unchanged"]
    assert titles() == [B, C]


def test_a_copy_that_changes_becomes_an_article_of_its_own(folder):
    write(folder / "c.txt", A)
    assert statuses(folder) == ["created", "created", "duplicate"]
    write(folder / "c.txt", C)
    assert statuses(folder) == ["unchanged", "unchanged", "created"]
    assert titles() == [A, B, C]


def test_a_copy_whose_original_changed_becomes_an_article(folder):
    write(folder / "c.txt", A)
    run(folder)
    write(folder / "a.txt", C)
    assert statuses(folder) == ["updated", "unchanged", "created"]
    assert statuses(folder) == ["unchanged"] * 3
    assert titles() == [A, B, C]


def test_a_page_that_becomes_the_copy_of_another_names_that_one(folder):
    run(folder)
    write(folder / "b.txt", A)
    first, second = run(folder)
    assert (second["status"], second["article"]) == ("duplicate", first["article"])


def test_a_copy_that_comes_before_its_original_is_the_copy(folder):
    run(folder)
    write(folder / "0.txt", A)
    assert statuses(folder) == statuses(folder) == ["duplicate", "unchanged", "unchanged"]


def test_old_content_elsewhere_does_not_set_an_article_back(folder):
    run(folder)
    write(folder / "a.txt", C)
    write(folder / "z.txt", A)
    assert statuses(folder) == ["updated", "unchanged", "created"]
    assert statuses(folder) == ["unchanged"] * 3


def test_a_folder_that_moved_keeps_its_articles_when_its_pages_change(folder):
    run(folder)
    folder = folder.rename(folder.parent / "moved")
    assert statuses(folder) == ["unchanged", "unchanged"]
    write(folder / "a.txt", C)
    assert statuses(folder) == ["updated", "unchanged"]
    assert titles() == [B, C]


def test_a_page_is_known_whichever_folder_above_it_is_given(folder):
    run(folder.parent)
    write(folder / "a.txt", C)
    assert statuses(folder) == ["updated", "unchanged"]
    assert statuses(folder / "a.txt") == ["unchanged"]


def test_what_a_manifest_said_holds_without_it(folder):
    (folder / "pages.csv").write_text("path,address,published\na.txt,https://old.example/un,2019-02-22\n")
    run(folder, manifest=str(folder / "pages.csv"))
    assert statuses(folder) == ["unchanged", "unchanged"]
    write(folder / "a.txt", C)
    run(folder)
    article = Article.objects.get(title=C)
    assert (article.date_edtf, article.legacy_addresses.count()) == ("2019-02-22", 1)


def test_addresses_that_were_mixed_up_can_be_put_right(folder):
    manifest = folder / "pages.csv"
    for rows in (
        "a.txt,https://old.example/b\nb.txt,https://old.example/a\n",
        "a.txt,https://old.example/a\nb.txt,https://old.example/b\n",
    ):
        manifest.write_text("path,address\n" + rows)
        run(folder, manifest=str(manifest))
    assert titles() == [A, B]
    assert Article.objects.get(title=A).legacy_addresses.get().address == "https://old.example/a"
    assert statuses(folder, manifest=str(manifest)) == ["unchanged", "unchanged"]


def test_an_address_that_passes_to_another_page_leaves_both_articles(folder):
    manifest = folder / "pages.csv"
    manifest.write_text("path,address\nb.txt,https://old.example/un\n")
    run(folder, manifest=str(manifest))
    manifest.write_text("path,address\na.txt,https://old.example/un\nb.txt,https://old.example/deux\n")
    run(folder, manifest=str(manifest))
    before = everything()
    assert statuses(folder, manifest=str(manifest)) == ["unchanged", "unchanged"]
    assert everything() == before


def test_the_address_of_an_article_that_staff_wrote_makes_a_proposal(folder):
    article = Article.objects.create(title="Écrit à la main", language="fr")
    article.legacy_addresses.create(address="https://old.example/un")
    (folder / "pages.csv").write_text("path,address\na.txt,https://old.example/un\n")
    manifest = {"manifest": str(folder / "pages.csv")}
    assert statuses(folder, **manifest) == ["kept", "created"]
    assert statuses(folder, **manifest) == ["kept", "unchanged"]
    assert article.versions.filter(awaits_decision=True).count() == 1


def test_a_deleted_article_stays_deleted_until_its_page_is_renamed(folder):
    run(folder)
    Article.objects.get(title=A).delete()
    line = run(folder, publish=True)[0]
    assert (line["status"], line["article"]) == ("kept", None)
    assert "a été supprimé" in line["error"]
    (folder / "a.txt").rename(folder / "c.txt")
    assert statuses(folder) == ["unchanged", "created"]


def test_a_withdrawn_article_stays_withdrawn(folder, django_user_model):
    run(folder, publish=True)
    article = Article.objects.get(title=A)
    workflow.withdraw(article, by=django_user_model.objects.create_user("aissata"), now=NOW)
    assert statuses(folder, publish=True) == ["kept", "unchanged"]
    article.refresh_from_db()
    assert article.state == Article.State.WITHDRAWN


def test_a_person_whom_staff_corrected_stays_the_same(folder):
    run(folder)
    PressContact.objects.update(name="Ibrahim B. Maïga", email="maiga@oim.example", mission=None)
    assert statuses(folder) == ["unchanged", "unchanged"]
    assert PressContact.objects.count() == 1


def test_a_person_whom_staff_deleted_does_not_come_back(folder):
    run(folder)
    PressContact.objects.all().delete()
    run(folder)
    assert statuses(folder) == ["unchanged", "unchanged"]
    assert not PressContact.objects.exists()


@pytest.mark.parametrize("first", ["a.txt", "b.txt"])
def test_a_person_with_and_without_an_email_is_one_in_any_order(folder, first):
    write(folder / "a.txt", A).write_text((folder / "a.txt").read_text().replace(", Email: im@oim.example", ""))
    run(folder / first)
    run(folder)
    assert [person.email for person in PressContact.objects.all()] == ["im@oim.example"]
    assert statuses(folder) == ["unchanged", "unchanged"]


def test_a_page_that_loses_its_contact_loses_it_on_the_article_only(folder):
    run(folder)
    (folder / "a.txt").write_text((folder / "a.txt").read_text().split("Pour plus")[0])
    assert statuses(folder) == ["updated", "unchanged"]
    assert not Article.objects.get(title=A).contact_links.exists()
    assert PressContact.objects.count() == 1


def test_a_name_found_by_an_import_changes_no_other_page(folder):
    write(folder / "a.txt", A, "Fondation Azur a remis des tentes.")
    write(folder / "b.txt", B, "Le projet est financé par Fondation Azur.")
    run(folder)
    assert Organisation.objects.filter(name_fr="Fondation Azur", is_to_check=True).exists()
    assert statuses(folder) == ["unchanged", "unchanged"]


def test_an_organisation_that_staff_renamed_is_not_made_again(folder):
    write(folder / "a.txt", A, "Le projet est financé par Fondation Azur.")
    run(folder)
    Organisation.objects.filter(name_fr="Fondation Azur").update(name_fr="Fondation Azur (Monaco)")
    count = Organisation.objects.count()
    assert statuses(folder) == ["unchanged", "unchanged"]
    assert Organisation.objects.count() == count


def test_a_programme_named_by_another_process_meanwhile_is_not_made_twice():
    programmes = records.Named(Programme, frozenset())
    made = Programme.objects.create(slug="ponts", name_fr="Programme Ponts", is_to_check=True)
    programmes.learn()
    assert programmes.get("programme ponts", "fr") == made


def test_the_last_version_says_which_page_it_came_from(folder):
    run(folder)
    for version in ArticleVersion.objects.all():
        assert version.source.article == version.article


def test_records_of_a_page_that_was_rolled_back_are_made_again(folder, monkeypatch):
    for name in ("a.txt", "b.txt"):
        write(folder / name, name, "Le projet est financé par Fondation Azur.")
    monkeypatch.setattr(search, "index_all", lambda articles: index_but(articles, title="a.txt"))
    with pytest.raises(CommandError):
        run(folder)
    monkeypatch.undo()
    assert Organisation.objects.filter(name_fr="Fondation Azur").count() == 1
    assert statuses(folder) == ["created", "unchanged"]


def index_but(articles, *, title, index=search.index_all):
    if title in [article.title for article in articles]:
        raise DataError("no room")
    index(articles)


def test_a_page_is_tried_again_where_another_process_made_the_same_record(folder, monkeypatch):
    failures = iter([IntegrityError("slug"), OperationalError("database is locked"), None, None])
    monkeypatch.setattr(search, "index_all", lambda articles: index_after(next(failures), articles))
    assert statuses(folder) == ["created", "created"]
    assert Article.objects.count() == 2


def index_after(failure, articles, index=search.index_all):
    if failure:
        raise failure
    index(articles)


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_a_new_reading_comes_in_is_kept_beside_it(folder):
    awa = signed_in("awa")
    for number in range(TIMES):
        page = write(folder / f"{number}.txt", f"Un puits {number}")
        run(page)
        article = Article.objects.get(title=f"Un puits {number}")
        form = f"/admin/articles/article/{article.pk}/change/"
        saving = partial(awa.post, form, unchanged(awa.get(form)) | {"title": "Le mien"})
        write(page, "Le nouveau")
        saved, _statuses = at_once(saving, partial(statuses, page))
        assert saved.status_code in (200, 302)
        assert_sound(article)
        assert {"Le mien", "Le nouveau"} <= all_texts(article)
