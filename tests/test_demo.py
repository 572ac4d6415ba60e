from io import StringIO

import pytest
from django.core.management import call_command

from articles import versions
from articles.models import Article, ArticleVersion, Programme
from contacts.models import PressContact
from iomnews.accounts.models import Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def prepare() -> str:
    printed = StringIO()
    call_command("prepare_demo", stdout=printed)
    return printed.getvalue()


def test_the_demo_shows_every_kind_of_thing():
    prepare()
    trilingual = Article.objects.get(language="fr", title__startswith="Un dernier vol")
    assert Article.objects.filter(translation_group=trilingual.translation_group).count() == 3
    assert Article.objects.filter(state="published").count() == 34
    assert trilingual.images.get().image.size
    assert all(programme.articles.exists() for programme in Programme.objects.filter(is_to_check=False))
    assert PressContact.objects.confirmed().count() == 5
    assert set(User.objects.values_list("memberships__role", flat=True)) == set(Membership.Role.values)


def test_the_demo_a_second_time_changes_nothing():
    prepare()
    before = [versions.snapshot(article) for article in Article.objects.order_by("pk")]
    prepare()
    assert [versions.snapshot(article) for article in Article.objects.order_by("pk")] == before
    assert not ArticleVersion.objects.filter(awaits_decision=True).exists()


def test_the_demo_works_again_after_an_article_was_deleted():
    prepare()
    Article.objects.filter(title__startswith="Un dernier vol").delete()
    assert "mot de passe inchangé" in prepare()
