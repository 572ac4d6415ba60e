"""An import taken back: what goes, what is as before, what stays and why."""

from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from factories import NOW, make_member

from articles import restoring, undoing, versions, workflow
from articles.models import (
    Article,
    ArticleVersion,
    ImportBatch,
    LegacyAddress,
    Organisation,
    Programme,
    SearchText,
    SourceDocument,
)
from contacts.models import Mission, PressContact
from tests.at_once import assert_sound, at_once, signed_in
from tests.import_pages import A, B, C, run, statuses, titles, write

pytestmark = pytest.mark.django_db
FUNDED = "Le projet est financé par Fondation Azur."
COUNTED = (Article, ArticleVersion, LegacyAddress, Mission, Organisation, PressContact, Programme, SearchText)


def counts() -> list[int]:
    return [model.objects.count() for model in COUNTED]


def last_batch() -> ImportBatch:
    return ImportBatch.objects.first()


def undo(batch=None, **options) -> dict[str, int]:
    undoing_it = undoing.Undo(batch or last_batch(), **options)
    list(undoing_it.run())
    return dict(undoing_it.counts)


def reasons(batch=None, **options) -> list[str]:
    return [outcome.reason for outcome in undoing.Undo(batch or last_batch(), **options).preview() if outcome.reason]


def edit(title, by):
    article = Article.objects.get(title=title)
    article.title += " !"
    article.save()
    return versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by, now=NOW)


@pytest.fixture
def awa(db):
    return make_member("editor", username="awa")


def test_what_an_import_made_is_gone_and_comes_anew(folder):
    write(folder / "a.txt", A, FUNDED)
    (folder / "pages.csv").write_text("path,address\na.txt,https://old.example/un\n")
    before = counts()
    run(folder, manifest=str(folder / "pages.csv"))
    made = counts()
    undo()
    assert counts() == before
    assert statuses(folder, manifest=str(folder / "pages.csv")) == ["created", "created"]
    assert counts() == made


def test_the_batch_and_its_pages_stay_as_a_record(folder, awa):
    (folder / "c.txt").write_text("Accueil\n")
    run(folder)
    undo(by=awa)
    assert set(SourceDocument.objects.values_list("is_undone", "article")) == {(True, None)}
    assert (last_batch().undone_by, last_batch().undone_at is None) == (awa, False)
    assert statuses(folder) == ["created", "created", "not_an_article"]
    assert last_batch().documents.count() == 3


def test_what_an_import_changed_is_what_it_was(folder):
    run(folder)
    before = versions.snapshot(Article.objects.get(title=A))
    write(folder / "a.txt", C, FUNDED)
    run(folder)
    assert undo() == {"restored": 1, "removed": 1}
    article = Article.objects.get(title=A)
    assert versions.snapshot(article) == before
    last = assert_sound(article)[-1]
    assert (last.reason, str(ImportBatch.objects.first().uuid) in last.comment) == ("restoration", True)
    assert not Organisation.objects.filter(name_fr="Fondation Azur").exists()
    assert statuses(folder) == ["updated", "unchanged"]


def test_imports_are_undone_one_after_the_other(folder):
    before = counts()
    run(folder)
    for title in ("Un lac à Bol", C):
        write(folder / "a.txt", title)
        run(folder)
    first, second, third = ImportBatch.objects.order_by("pk")
    assert undo(second) == {"kept": 1}
    assert str(third.uuid) in reasons(second)[0]
    assert [undo(batch) for batch in (third, second)] == [{"restored": 1}, {"restored": 1}]
    assert Article.objects.filter(title=A).exists()
    undo(first)
    assert counts() == before


def test_what_somebody_edited_since_stays_and_is_named(folder, awa):
    run(folder)
    edit(A, awa)
    assert reasons() == ["la version 2 est de quelqu’un\xa0: modification, awa, 15/06/2026."]
    assert undo() == {"kept": 1, "removed": 1}
    assert titles() == [f"{A} !"]
    assert statuses(folder) == ["kept", "created"]


def test_what_somebody_published_or_brought_back_stays(folder, awa):
    run(folder)
    workflow.publish(Article.objects.get(title=A), by=awa, now=NOW)
    article = Article.objects.get(title=B)
    restoring.bring_back(article.versions.get(), by=signed_in_user(), seen=article.version, now=NOW)
    assert undo(published=True) == {"kept": 2}


def signed_in_user():
    signed_in("fatou")
    return ArticleVersion._meta.get_field("by").related_model.objects.get(username="fatou")


def test_what_an_import_published_needs_a_second_confirmation(folder):
    run(folder, publish=True)
    [one, two] = undoing.Undo(last_batch()).preview()
    assert (one.is_published, two.is_published) == (True, True)
    assert undo() == {"kept": 2}
    undo(published=True)
    assert not Article.objects.exists()


def test_what_an_import_only_published_is_a_draft_again(folder):
    run(folder)
    run(folder, publish=True)
    assert undo(published=True) == {"restored": 2}
    assert set(Article.objects.values_list("state", "goes_live_at", "visible_from")) == {("draft", None, None)}
    assert statuses(folder, publish=True) == ["unchanged", "unchanged"]
    assert Article.objects.published(last_batch().finished_at).count() == 2


def test_a_proposal_waits_no_longer_and_is_made_again(folder, awa):
    run(folder)
    edit(A, awa)
    write(folder / "a.txt", C)
    assert statuses(folder) == ["kept", "unchanged"]
    assert undo() == {"taken_back": 1}
    assert not ArticleVersion.objects.filter(awaits_decision=True).exists()
    run(folder)
    assert ArticleVersion.objects.get(awaits_decision=True).content["title"] == C


def test_a_proposal_that_somebody_decided_on_stays_decided(folder, awa):
    run(folder)
    edit(A, awa)
    write(folder / "a.txt", C)
    run(folder)
    ArticleVersion.objects.filter(awaits_decision=True).update(awaits_decision=False)
    assert undo() == {"kept": 1}
    assert reasons() == ["quelqu’un a tranché sur sa proposition."]


def test_an_article_from_which_a_translation_was_made_stays(folder):
    run(folder)
    Article.objects.create(title="A centre", language="en", translated_from=Article.objects.get(title=A))
    assert undo() == {"kept": 1, "removed": 1}


def test_what_somebody_deleted_stays_deleted(folder):
    run(folder)
    Article.objects.get(title=A).delete()
    undo()
    assert statuses(folder) == ["kept", "created"]


def test_records_that_are_used_checked_or_edited_stay(folder, awa):
    write(folder / "a.txt", A, FUNDED)
    write(folder / "b.txt", B, "Le projet est financé par Fondation Rouge.")
    run(folder)
    PressContact.objects.get().article_links.update(name="I. Maïga")
    blue, red = Organisation.objects.filter(is_to_check=True).order_by("name_fr")
    blue.is_to_check = False
    blue.save()
    red._history_user = awa
    red.save()
    assert undo() == {"removed": 3, "kept": 2}
    assert set(Organisation.objects.filter(pk__in=[blue.pk, red.pk])) == {blue, red}


def test_a_record_that_another_import_names_goes_with_the_last(folder):
    write(folder / "a.txt", A, FUNDED)
    write(folder / "b.txt", B, FUNDED)
    before = counts()
    run(folder / "a.txt")
    run(folder / "b.txt")
    first, second = ImportBatch.objects.order_by("pk")
    undo(first)
    assert Organisation.objects.filter(name_fr="Fondation Azur").exists()
    undo(second)
    assert counts() == before


def test_a_record_that_a_waiting_proposal_names_stays(folder, awa):
    run(folder)
    edit(A, awa)
    write(folder / "a.txt", A, FUNDED)
    write(folder / "b.txt", B, FUNDED)
    run(folder / "b.txt")
    with_organisation = last_batch()
    run(folder / "a.txt")
    undo(with_organisation)
    assert Organisation.objects.filter(name_fr="Fondation Azur").exists()


def test_a_copy_of_a_page_that_is_undone_becomes_the_article(folder):
    run(folder)
    write(folder / "c.txt", A)
    run(folder)
    first = ImportBatch.objects.last()
    undo(first)
    assert sorted(statuses(folder)) == ["created", "created", "duplicate"]


def command(*words, **options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("undo_import", *words, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_the_command_knows_a_batch_by_number_and_by_the_beginning_of_its_uuid(folder):
    run(folder)
    out, _err = command(str(last_batch().pk), dry_run=True)
    assert out == "supprimé\xa0: 4\nRien n’a été écrit\xa0: c’était un essai à blanc.\n"
    assert command(str(last_batch().uuid)[:13]) == ("supprimé\xa0: 4\n", "")
    assert not Article.objects.exists()
    assert command(str(last_batch().uuid)) == ("", "")


@pytest.mark.parametrize("name", ["", "zz", "99999999999999999999", "--", "é"])
def test_a_batch_that_is_not_known_is_a_wrong_call(folder, name):
    run(folder)
    with pytest.raises(CommandError) as error:
        command("--", name)
    assert error.value.returncode == 2


def test_the_command_names_what_stays(folder, awa):
    run(folder)
    version = edit(A, awa)
    err = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("undo_import", str(last_batch().uuid), stdout=StringIO(), stderr=err)
    assert error.value.returncode == 1
    assert err.getvalue().startswith(f"{A} ! ({version.article_id}), reste\xa0: la version 2 est de quelqu’un")


def test_an_undo_that_is_cut_off_goes_on_where_it_stood(folder, monkeypatch):
    before = counts()
    run(folder)
    monkeypatch.setattr(undoing, "TOGETHER", 1)
    next(undoing.Undo(last_batch()).run())
    assert Article.objects.count() == 1
    undo()
    assert counts() == before


@pytest.mark.django_db(transaction=True)
def test_two_who_undo_at_once_do_it_once(folder):
    before = counts()
    run(folder)
    at_once(partial(undo, last_batch()), partial(undo, last_batch()))
    assert counts() == before


def foreseen_and_done(batch=None, **options) -> tuple[dict, dict]:
    """What the preview says of articles and records by name, and what came of it."""
    preview = undoing.Undo(batch or last_batch(), **options).preview()
    foreseen = {(outcome.name, outcome.action) for outcome in preview}
    return foreseen, {(one.name, one.action) for one in undoing.Undo(batch or last_batch(), **options).run()}


def test_the_preview_names_the_records_that_go(folder):
    write(folder / "a.txt", A, FUNDED)
    run(folder)
    foreseen, done = foreseen_and_done()
    assert foreseen == done
    assert {name for name, _action in foreseen} >= {A, B, "Fondation Azur", "Ibrahim Maïga"}


def test_the_preview_names_the_records_that_stay_and_those_in_use(folder, awa):
    write(folder / "a.txt", A, FUNDED)
    write(folder / "b.txt", B, FUNDED.replace("Azur", "Zinder"))
    run(folder)
    zinder = Organisation.objects.get(name_fr="Fondation Zinder")
    zinder.is_to_check, zinder._history_user = False, awa
    zinder.save()
    edit(A, awa)
    undo_it = undoing.Undo(last_batch())
    named = {outcome.name: outcome.reason for outcome in undo_it.preview() if outcome.record}
    assert named == {"Fondation Zinder": "quelqu’un l’a vérifié."}
    assert {str(record) for record in undo_it.forecast.used} == {"Fondation Azur", "Ibrahim Maïga"}
    foreseen, done = foreseen_and_done()
    assert foreseen == done


def test_the_preview_of_a_second_import_keeps_what_is_restored(folder):
    write(folder / "a.txt", A, FUNDED)
    run(folder)
    write(folder / "a.txt", A, FUNDED.replace("Azur", "Zinder"))
    run(folder)
    foreseen, done = foreseen_and_done()
    assert foreseen == done == {(A, "restored"), ("Fondation Zinder", "removed")}


def test_the_preview_writes_nothing(folder, django_assert_max_num_queries):
    write(folder / "a.txt", A, FUNDED)
    run(folder)
    before = counts()
    with django_assert_max_num_queries(60):
        list(undoing.Undo(last_batch()).preview())
    assert counts() == before
