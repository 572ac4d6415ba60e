"""Several people at the same moment: each in a thread with a connection of its own."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from django.test import Client

from articles import search, versions
from articles.models import Article, SearchText
from iomnews.accounts.models import User

TIMES = 10 if os.environ.get("SOAK") else 3


def at_once(*acts) -> list:
    """What each of the acts returned, in their order; none begins before all are ready. An error of one is raised."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as people:
        return [done.result() for done in [people.submit(run, act) for act in acts]]


def signed_in(username: str) -> Client:
    """The browser of somebody who may do everything."""
    defaults = {"email": f"{username}@migrations.example", "is_staff": True, "is_superuser": True}
    user, _made = User.objects.get_or_create(username=username, defaults=defaults)
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def assert_sound(article: Article) -> list:
    """The article is what its version holds, versions follow each other, search knows it; returns the versions."""
    article = Article.objects.get(pk=article.pk)
    kept = list(article.versions.order_by("number"))
    assert [version.number for version in kept] == list(range(1, len(kept) + 1))
    assert versions.is_unchanged(article)
    assert kept[article.version - 1].reason not in type(kept[0]).PROPOSED
    before = SearchText.objects.filter(article=article).values().get()
    search.index(article)
    assert SearchText.objects.filter(article=article).values().get() == before
    return kept


def all_texts(article: Article) -> set[str]:
    """Every title that the article has or that one of its versions keeps."""
    return {version.content["title"] for version in article.versions.all()}
