"""Two people at one article at the same moment, each pair several times: nobody's text is lost, the second is told."""

from functools import partial

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from articles import tasks, versions, workflow
from articles.models import Article
from tests.admin.forms import unchanged
from tests.at_once import TIMES, all_texts, assert_sound, at_once, signed_in
from tests.factories import make_article
from tests.photographs import upload

pytestmark = pytest.mark.django_db(transaction=True)


def page(article, name="change", *more):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def articles():
    """One after the other, each for another time that the two try."""
    for number in range(TIMES):
        article = make_article(title="Le titre", slug=f"le-titre-{number}")
        versions.keep(article, reason="edit")
        yield article


@pytest.fixture
def awa():
    return signed_in("awa")


@pytest.fixture
def moussa():
    return signed_in("moussa")


def saving(browser, article, title, **changes):
    """The form as it was opened now, sent later."""
    form = unchanged(browser.get(page(article))) | {"title": title} | changes
    if changes:
        form.pop("images-0-focal_point")
    return partial(browser.post, page(article), form)


def publishing(browser, article, action="publish"):
    return partial(browser.post, page(article, action), {"confirmed": "yes"}, follow=True)


def deleting(browser, article):
    return partial(browser.post, page(article, "delete"), {"post": "yes"})


def statuses(answers) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_two_save(awa, moussa):
    for article in articles():
        answers = at_once(saving(awa, article, "Un"), saving(moussa, article, "Deux"))
        assert statuses(answers) == [200, 302]
        assert_sound(article)
        assert all_texts(article) == {"Le titre", "Un", "Deux"}


def test_one_saves_while_another_publishes(awa, moussa):
    for article in articles():
        saved, _published = at_once(saving(awa, article, "Un"), publishing(moussa, article))
        assert saved.status_code in (200, 302)
        assert_sound(article)
        assert "Un" in all_texts(article)


def test_one_saves_while_another_withdraws(awa, moussa):
    for article in articles():
        workflow.publish(article, now=timezone.now())
        at_once(saving(awa, article, "Un"), publishing(moussa, article, "withdraw"))
        article.refresh_from_db()
        assert article.state == "withdrawn"
        assert_sound(article)
        assert "Un" in all_texts(article)


def test_two_publish(awa, moussa):
    for article in articles():
        answers = at_once(publishing(awa, article), publishing(moussa, article))
        said = "".join(map(words_of, answers))
        assert ("1 article changed." in said, "This article is published already." in said) == (True, True)
        assert [version.reason for version in assert_sound(article)] == ["edit", "publication"]


def test_one_brings_back_what_another_saves(awa, moussa):
    for article in articles():
        Article.objects.filter(pk=article.pk).update(title="Deux")
        versions.keep(Article.objects.get(pk=article.pk), reason="edit")
        seen = {"seen_version": 2}
        at_once(saving(awa, article, "Un"), partial(moussa.post, page(article, "restore", 1), seen))
        assert_sound(article)
        assert all_texts(article) == {"Le titre", "Un", "Deux"}


def test_two_decide_on_one_proposal(awa, moussa):
    for article in articles():
        proposal = versions.propose(article, versions.snapshot(article) | {"title": "Proposé"})
        form = {"all": "1", "seen_version": 1}
        answers = at_once(
            *(partial(who.post, page(article, "decide", proposal.number), form) for who in (awa, moussa))
        )
        assert statuses(answers) == [302, 302]
        assert [version.reason for version in assert_sound(article)] == ["edit", "proposal", "edit"]


def test_one_saves_what_another_deletes(awa, moussa):
    for article in articles():
        saved, _deleted = at_once(saving(awa, article, "Un"), deleting(moussa, article))
        assert saved.status_code in (200, 302)
        assert not Article.objects.filter(pk=article.pk).exists()
        if saved.status_code == 200:
            assert "moussa deleted it" in words_of(saved)
            assert 'value="Un"' in words_of(saved)


def test_one_deletes_what_another_publishes(awa, moussa):
    for article in articles():
        published, _deleted = at_once(publishing(awa, article), deleting(moussa, article))
        assert published.status_code == 200
        assert list(Article.objects.filter(pk=article.pk).values_list("state", flat=True)) in ([], ["published"])


def test_the_sizes_of_a_picture_are_made_while_its_row_is_saved(awa, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for article in articles():
        picture = article.images.create(image=upload())
        versions.keep(article, reason="edit")
        make = partial(tasks.make_sizes.call, picture.image.name, "0.5x0.5")
        form = {"images-0-focal_point_across": "20", "images-0-focal_point_down": "30"}
        saved, sizes = at_once(saving(awa, article, "Un", **form), make)
        assert (saved.status_code, all(map(default_storage.exists, sizes))) == (302, True)
        assert article.images.get().focal_point == "0.2x0.3"
        assert_sound(article)


def test_one_moves_the_focal_point_while_another_saves(awa, moussa, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for article in articles():
        article.images.create(image=upload())
        versions.keep(article, reason="edit")
        point = {"images-0-focal_point_across": "20", "images-0-focal_point_down": "30"}
        answers = at_once(saving(awa, article, "Un"), saving(moussa, article, "Deux", **point))
        assert statuses(answers) == [200, 302]
        kept = [picture["focal_point"] for version in assert_sound(article) for picture in version.content["images"]]
        assert "0.2x0.3" in kept
