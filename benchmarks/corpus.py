"""A made-up newsroom for benchmarks: many articles in minutes, the same ones each time, as skewed as a real archive.

A few countries, missions and themes have most of the releases, years grow, nine in ten articles were imported, and
one in ten lacks something. Everything is written in bulk, past the rules of the models.
"""

import random
from datetime import UTC, date, datetime, timedelta

from articles import reference
from articles.models import (
    Article,
    ArticleContact,
    ArticleCountry,
    ArticleVersion,
    ImportBatch,
    Organisation,
    Programme,
    SearchText,
    SourceDocument,
    Theme,
)
from articles.search.tokens import stems
from contacts.models import Country, Mission, PressContact
from contacts.names import fold, slug_stem

AT_A_TIME = 5_000
BATCHES, MISSIONS, PROGRAMMES = 20, 180, 300
SYLLABLES = "ba ce di fo gu la me ni po ra sé ti vu zan mon pré tra cou bles rie".split()
FUNCTION_WORDS = "de la le et les des en un une du dans pour que par sur au avec".split()
DOUBTS = ({}, {"organisations": 50}, {"title": 80, "themes": 50}, {"mission": 80})
STATES = ("published", "draft", "review", "withdrawn")
NOW = datetime(2026, 6, 30, tzinfo=UTC)


class Corpus:
    def __init__(self, articles: int, records: int, seed: int = 7):
        """`records` organisations and as many press contacts."""
        self.articles, self.records = articles, records
        self.random = random.Random(seed)
        self.words = sorted({"".join(self.random.choices(SYLLABLES, k=3)) for _n in range(6_000)})
        self.stems = {word: stems(word, "fr").strip() for word in [*self.words, *FUNCTION_WORDS]}

    def make(self) -> None:
        reference.load()
        self._records()
        for first in range(1, self.articles + 1, AT_A_TIME):
            self._articles(range(first, min(first + AT_A_TIME, self.articles + 1)))

    def _records(self) -> None:
        self.countries = list(Country.objects.order_by("code"))
        names = [f"Mission {self._title(2)} {n}" for n in range(MISSIONS)]
        self._make(Mission(slug=f"m{n}", name_fr=name, country=self.countries[n]) for n, name in enumerate(names))
        self._make(Programme(slug=f"p{n}", name_fr=self._title(4), name_en=self._title(4)) for n in range(PROGRAMMES))
        self._make(
            Organisation(slug=f"o{n}", name_fr=f"{self._title(3)} Çé", name_en=self._title(3), aliases=["Été"])
            for n in range(self.records)
        )
        self.missions = list(Mission.objects.filter(slug__startswith="m").order_by("pk"))
        self._make(
            PressContact(
                slug=f"c{n}", name=self._title(2), email=f"c{n}@example.org", mission=self._skewed(self.missions)
            )
            for n in range(self.records)
        )
        self.themes = list(Theme.objects.order_by("pk"))
        self.programmes = list(Programme.objects.order_by("pk"))
        self.contacts = list(PressContact.objects.order_by("pk"))
        self.batches = ImportBatch.objects.bulk_create(
            ImportBatch(started_at=NOW - timedelta(days=n), paths=[f"archive-{n}"], parser_version="1")
            for n in range(BATCHES)
        )

    @staticmethod
    def _make(records) -> None:
        records = list(records)
        for record in records:
            record.fold()
        type(records[0]).objects.bulk_create(records, batch_size=AT_A_TIME)

    def _articles(self, numbers: range) -> None:
        articles = Article.objects.bulk_create([self._article(number) for number in numbers])
        SearchText.objects.bulk_create(
            SearchText(
                article=a,
                title=self._stems(a.title),
                lead=self._stems(a.lead),
                body=self._stems(a.body_html[3:-4]),
                title_words=fold(a.title),
            )
            for a in articles
        )
        ArticleCountry.objects.bulk_create(
            ArticleCountry(article=a, country=country, rank="main" if order == 0 else "mentioned", order=order)
            for a in articles
            for order, country in enumerate(self._some(self.countries, 0.05, 2))
        )
        ArticleContact.objects.bulk_create(
            ArticleContact(article=a, person=person, name=person.name)
            for a in articles
            for person in self._some(self.contacts, 0.08, 2)
        )
        for relation, values, lacking, most in (
            ("themes", self.themes, 0.02, 4),
            ("programmes", self.programmes, 0.3, 1),
        ):
            through = getattr(Article, relation).through
            key = f"{values[0]._meta.model_name}_id"
            through.objects.bulk_create(
                through(article_id=a.pk, **{key: value.pk})
                for a in articles
                for value in self._some(values, lacking, most)
            )
        self._provenance(articles)

    def _provenance(self, articles) -> None:
        SourceDocument.objects.bulk_create(
            SourceDocument(
                batch=self.batches[a.pk % BATCHES], article=a, root="r", path=f"{a.pk}.txt", status="created"
            )
            for a in articles
            if a.pk % 10
        )
        ArticleVersion.objects.bulk_create(
            ArticleVersion(article=a, number=1, reason="import", content={}, made_at=NOW) for a in articles
        )
        ArticleVersion.objects.bulk_create(
            ArticleVersion(article=a, number=2, reason="proposal", content={}, made_at=NOW, awaits_decision=True)
            for a in articles
            if a.pk % 500 == 0
        )

    def _article(self, number: int) -> Article:
        share = number / self.articles if self.random.random() < 0.9 else self.random.random()
        day = date(2001, 1, 1) + timedelta(days=int(share**0.7 * 9_300))
        is_dated, title = self.random.random() > 0.05, self._title(9)
        state = self.random.choices(STATES, [88, 6, 3, 3])[0]
        text = " ".join(self._skewed(self.words) if n % 2 else FUNCTION_WORDS[n % 17] for n in range(300))
        return Article(
            title=title, slug=f"{slug_stem(title, 80)}-{number}", lead=text[:200] if number % 12 else "",
            language=self.random.choices(["fr", "en", "es"], [55, 35, 10])[0], state=state,
            kind=self.random.choices(["news", "statement", "story"], [70, 20, 10])[0],
            body_html=f"<p>{text}</p>", version=1,
            date_edtf=day.isoformat() if is_dated else "", earliest_on=day if is_dated else None,
            latest_on=day if is_dated else None, listed_on=day if is_dated else None,
            mission=self._skewed(self.missions) if number % 25 else None,
            goes_live_at=NOW - timedelta(days=1), visible_from=NOW - timedelta(days=1),
            doubts=DOUBTS[number % 4], doubt=sum(DOUBTS[number % 4].values()) or None,
        )  # fmt: skip

    def _some(self, values, lacking: float, most: int) -> list:
        """None at all for the share `lacking`, else up to `most` different ones."""
        if self.random.random() < lacking:
            return []
        return list({self._skewed(values) for _n in range(self.random.randint(1, most))})

    def _skewed(self, values):
        """The first ones far more often than the last."""
        return values[int(len(values) * self.random.random() ** 3)]

    def _title(self, length: int) -> str:
        return " ".join(self._skewed(self.words) for _n in range(length)).capitalize()

    def _stems(self, text: str) -> str:
        return f" {' '.join(self.stems.get(word.casefold(), word) for word in text.split())} "
