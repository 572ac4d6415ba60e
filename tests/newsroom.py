"""A newsroom whose people write whatever comes to their minds, and what a reader can learn from the index of it."""

import os
import random
from datetime import timedelta
from itertools import count

from django.db import transaction

from articles import search, workflow
from articles.facets import FACETS, Results, memory
from articles.facets.index import Index
from articles.models import Article, ArticleCountry, ArticleOrganisation, Organisation, Programme, Theme
from contacts.merging import merge
from contacts.models import Country, Mission, Region
from tests.factories import (
    NOW,
    make_article,
    make_country,
    make_mission,
    make_organisation,
    make_programme,
    make_published,
    make_region,
    make_theme,
)

EDITS = 1_000 if os.environ.get("SOAK") else 60
WORDS = ["puits", "pont", "route"]
TEXTS = ["puits", "puits -pont", "« grand puits »", "-route"]


def everything(state) -> dict:
    """All that a reader can learn from the index."""
    results = Results(state, {})
    lists = {language: results.articles(language, 0, 10_000) for language in ("fr", "en")}
    return lists | {facet.name: results.count(facet) for facet in FACETS}


def assert_exact(index: Index, now=NOW) -> Index:
    state = index.current(now)
    if state is None:  # too much has changed: whoever asked reads it anew
        index = Index(now)
        state = index.current(now)
    anew = Index(now)
    assert everything(state) == everything(anew.current(now))
    for text in TEXTS:
        assert everything(memory.current(now, text=text)) == everything(anew.current(now, [search.hits(text)])), text
    return index


class Newsroom:
    """People who write whatever comes to their minds."""

    def __init__(self, seed):
        self.chance, self.numbers = random.Random(seed), count(10_000 * seed)

    def any(self, model, **which):
        keys = list(model.objects.filter(**which).order_by("pk").values_list("pk", flat=True))
        return model.objects.filter(pk=self.chance.choice(keys)).first() if keys else None

    def edit(self):
        """One edit, in a transaction; some are taken back."""
        act = self.chance.choice(
            [self.write, self.reword, self.translate, self.publish, self.withdraw, self.delete, self.file,
             self.file_in_bulk, self.date, self.schedule, self.split, self.rename, self.merge, self.change_kind,
             self.move_country]
        )  # fmt: skip
        try:
            with transaction.atomic():
                act()
                if self.chance.random() < 0.1:
                    raise _TakenBack
        except _TakenBack:
            pass
        return act.__name__

    def facts(self):
        chance = self.chance
        return {
            "date_edtf": chance.choice(["", "2010-11-05", "2011", "2011-10~", "2011-12/2012-02", "2001/2015"]),
            "kind": chance.choice(["news", "story"]),
            "mission": self.any(Mission),
            "countries": filter(None, {self.any(Country)}),
            "themes": filter(None, {self.any(Theme)}),
            "programmes": filter(None, {self.any(Programme)}),
        }

    def write(self):
        make = self.chance.choice([make_article, make_published, make_published])
        make(title=self.title(), **self.facts())

    def title(self):
        some = " ".join(self.chance.choices(WORDS, k=2))
        return f"Un grand {some} {next(self.numbers)}"

    def reword(self):
        if article := self.any(Article):
            article.title = self.title()
            article.save()
            search.index(article)

    def translate(self):
        first = self.any(Article, language="fr")
        if first and not Article.objects.filter(translation_group=first.translation_group, language="en").exists():
            make_published(
                title=self.title(), language="en", translation_group=first.translation_group,
                translated_from=first, **self.facts(),
            )  # fmt: skip

    def publish(self):
        if article := self.any(Article, state="draft"):
            Article.objects.filter(pk=article.pk).update(state="published", goes_live_at=NOW, visible_from=NOW)

    def withdraw(self):
        if article := self.any(Article, state="published"):
            workflow.withdraw(article, now=NOW)

    def delete(self):
        if article := self.any(Article):
            article.delete()

    def file(self):
        if article := self.any(Article):
            article.themes.set(filter(None, {self.any(Theme), self.any(Theme)}))
            article.country_links.all().delete()
            for country in filter(None, {self.any(Country)}):
                ArticleCountry.objects.create(article=article, country=country)
            if self.chance.random() < 0.2:
                make_organisation(
                    f"organisation-{next(self.numbers)}", f"Autre {next(self.numbers)}", is_to_check=True
                )
            for organisation in filter(None, {self.any(Organisation)}):
                ArticleOrganisation.objects.get_or_create(article=article, organisation=organisation, role="partner")

    def file_in_bulk(self):
        Article.objects.filter(pk__in=self.chance.sample(range(200), 50)).update(mission=self.any(Mission))

    def date(self):
        if article := self.any(Article):
            article.date_edtf = self.chance.choice(["", "1999", "2010-11-05", "2019-02-22"])
            article.save()

    def schedule(self):
        if article := self.any(Article):
            article.goes_live_at = NOW + timedelta(hours=self.chance.randint(-3, 3))
            article.save()

    def split(self):
        if article := self.any(Article, language="en"):
            Article.objects.filter(pk=article.pk).update(translation_group=article.uuid)

    def rename(self):
        if record := self.any(self.chance.choice([Mission, Theme, Programme, Organisation])):
            record.name_fr = f"{record.name_fr} {next(self.numbers)}"
            record.save()

    def merge(self):
        one, other = self.any(Organisation), self.any(Organisation)
        if one and other and one != other:
            merge(one, other)

    def change_kind(self):
        if programme := self.any(Programme):
            programme.kind = self.chance.choice(["programme", "study"])
            programme.save()

    def move_country(self):
        if country := self.any(Country):
            country.region = self.any(Region)
            country.save()


class _TakenBack(Exception):
    pass


def make_records():
    """What a release can be filed under."""
    for n in range(4):
        make_country(f"A{'BCDE'[n]}", f"Pays {n}", region=make_region(f"region-{n % 2}"))
        make_mission(f"mission-{n}", f"Mission {n}")
        make_theme(f"theme-{n}", f"Thème {n}")
        make_programme(f"programme-{n}", f"Programme {n}")
        make_organisation(f"organisation-{n}", f"Organisation {n}")
