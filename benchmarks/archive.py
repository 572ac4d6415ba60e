"""A made-up archive for benchmarks/newsroom.py, as skewed as a real one, the same each time.

Countries and words follow Zipf's law (s = 1), programmes (0.8), themes (0.7) and contacts (0.6) less steeply; four
missions of five follow the country; years grow; one article in twenty is undated. The texts are put together from
20,000 paragraphs of 30,000 words, almost half of what they say being the small words of French. An eighth of the
releases are there in two languages, a tenth of those with themes of their own.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from django.core.management.color import no_style
from django.db import connection, transaction

from articles import reference
from articles.models import (
    Article,
    ArticleContact,
    ArticleCountry,
    ArticleOrganisation,
    Organisation,
    Programme,
    SearchText,
    Theme,
)
from articles.search.tokens import stems
from articles.search.writing import make_index_anew
from articles.watching import unwatch, watch
from contacts.models import Country, Mission, PressContact
from contacts.names import fold

AT_A_TIME = 5_000
PROGRAMMES, CONTACTS, WORDS, PARAGRAPHS = 300, 2_000, 30_000, 20_000
FIRST_DAY, DAYS = date(2001, 1, 1), 9_300
LATER = datetime(2100, 1, 1, tzinfo=UTC)
SMALL_WORDS = """de la le et les des en un une du dans pour que qui par sur au aux avec ce cette ces il elle ils sont a
ont été être plus pas ne se sa son ses leur leurs nous vous on où mais comme entre sans sous après avant depuis lors
ainsi afin dont tout tous très aussi également autres deux trois chaque plusieurs notamment selon vers chez""".split()
FREQUENT_WORDS = """OIM migrants pays migration organisation réfugiés personnes Nations Unies internationale projet
gouvernement soutien communautés aide humanitaire déplacées protection santé retour programme population région enfants
femmes formation emploi réinsertion frontières sécurité traite victimes assistance développement partenaires autorités
société crise urgence financement Europe Afrique Méditerranée camp abri eau éducation droits accès besoins""".split()
ONSETS = "b c ch d f g j l m n p r s t v br cr dr fr gr pr tr bl cl fl pl qu".split()
VOWELS = "a e i o u é è ou on an in ai eau oi â ê".split()
ENDINGS = ["", *"s e es er é ée ations ation ment eur ité ités ique iques able ait aient ons ez".split()]
KINDS = (["news", "statement", "story", "speech", "media_advisory", "briefing_note"], [60, 10, 10, 5, 5, 10])
STATES = (["published", "draft", "review", "withdrawn"], [88, 5, 2, 5])
LANGUAGES = (["fr", "en", "es"], [55, 35, 10])
EMPTY = [""] * 4
COLUMNS = {
    SearchText: ["article_id", *SearchText.PARTS, "title_words"],
    ArticleCountry: ["article_id", "country_id", "rank", "order"],
    ArticleOrganisation: ["article_id", "organisation_id", "role", "funded", "order"],
    ArticleContact: ["article_id", "person_id", "name", "phones", "office", "role", "phone_printed", "email", "order"],
}


class Paragraph(NamedTuple):
    text: str
    stems: dict[str, list[str]]


class Archive:
    def __init__(self, articles: int, seed: int = 7):
        self.articles, self.random = articles, random.Random(seed)
        content = [*FREQUENT_WORDS, *self._made_up_words()]
        self.words = [*SMALL_WORDS, *content]
        small, large = zipf(len(SMALL_WORDS), 0.9), zipf(len(content), 1.0)
        share = 0.45 / 0.55 * large[-1] / small[-1]
        self.weights = [weight * share for weight in small]
        self.weights += [small[-1] * share + weight for weight in large]
        known = {language: {word: stems(word, language).strip() for word in self.words} for language in LANGUAGES[0]}
        self.paragraphs = [self._paragraph(known) for _n in range(min(PARAGRAPHS, articles))]

    def fill(self) -> None:
        """All or nothing."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA cache_size = -2000000")  # KiB: pages of indices are written once, not per row
                cursor.execute("PRAGMA journal_mode = DELETE")  # a log of millions of pages is slow to find one in
        with transaction.atomic(), unwatched(), without_index_of_words():
            reference.load()
            self._records()
            numbers = iter(range(1, self.articles + 1))
            while some := self._releases(numbers):
                self._write(some)
            if connection.vendor == "postgresql":
                self._go_on_counting()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")  # or it starts meanwhile

    def _paragraph(self, known: dict[str, dict[str, str]]) -> "Paragraph":
        words = self.random.choices(self.words, cum_weights=self.weights, k=60)
        text = " ".join(words).capitalize()
        return Paragraph(text, {code: list(filter(None, map(of.__getitem__, words))) for code, of in known.items()})

    def _made_up_words(self) -> list[str]:
        words = set()
        while len(words) < WORDS:
            syllables = [self._one_of(ONSETS) + self._one_of(VOWELS) for _n in range(self.random.randint(1, 3))]
            stem = "".join(syllables) + self._one_of(ONSETS)
            words.update(stem + ending for ending in self.random.sample(ENDINGS, 4))
        ordered = sorted(words)
        self.random.shuffle(ordered)
        return ordered

    def _records(self) -> None:
        make(Programme(slug=f"programme-{n}", name_fr=f"Programme {n} {self._title(3)}") for n in range(PROGRAMMES))
        self.missions = list(Mission.objects.order_by("pk").values_list("pk", flat=True))
        names = [self._title(2) for _n in range(CONTACTS)]
        make(
            PressContact(slug=f"contact-{n}", name=name, email=f"c{n}@example.org", mission_id=self._any("missions"))
            for n, name in enumerate(names)
        )
        self.countries = list(Country.objects.order_by("code").values_list("pk", flat=True))
        for name, model in (
            ("programmes", Programme),
            ("themes", Theme),
            ("organisations", Organisation),
            ("contacts", PressContact),
        ):
            setattr(self, name, list(model.objects.order_by("pk").values_list("pk", flat=True)))

    # Releases

    def _releases(self, numbers: Iterator[int]) -> list[tuple[Article, list[int], dict]]:
        """Some articles, about AT_A_TIME, each with its paragraphs and what it is filed under."""
        releases = []
        while len(releases) < AT_A_TIME and (number := next(numbers, None)):
            article, filing = self._article(number), self._filing()
            self._file(article)
            releases.append((article, self._text(article), filing))
            if self.random.random() < 0.12 and (number := next(numbers, None)):
                version = self._article(number)
                self._translate(version, article)
                if self.random.random() < 0.1:
                    filing = filing | {"themes": self._some("themes", 0.7, 1, 4)}
                releases.append((version, self._text(version), filing))
        return releases

    @staticmethod
    def _article(number: int) -> Article:
        return Article(pk=number, slug=f"article-{number}", version=1)

    def _text(self, article: Article) -> list["Paragraph"]:
        """Written into the article: a paragraph's beginning for a title, another's for the lead, five to nine more."""
        title, lead, *body = some = self.random.choices(self.paragraphs, k=self.random.randint(7, 11))
        article.title = title.text[: title.text.index(" ", 70)]
        article.lead = f"{lead.text[: lead.text.index(' ', 220)]}."
        article.body_html = "\n".join(f"<p>{paragraph.text}.</p>" for paragraph in body)
        return some

    def _file(self, article: Article) -> None:
        share = self.random.random() if self.random.random() < 0.1 else article.pk / self.articles
        day = FIRST_DAY + timedelta(days=int(share**0.7 * DAYS))
        moment = datetime.combine(day, time(12), UTC)
        article.language = self.random.choices(*LANGUAGES)[0]
        article.kind, article.state = self.random.choices(*KINDS)[0], self.random.choices(*STATES)[0]
        article.scope = "local" if self.random.random() < 0.3 else "global"
        article.visible_from = article.goes_live_at = LATER if self.random.random() < 0.01 else moment
        if self.random.random() > 0.05:
            article.date_edtf = day.isoformat()
            article.earliest_on = article.latest_on = article.listed_on = day

    def _translate(self, article: Article, original: Article) -> None:
        for name in ("kind", "state", "scope", "goes_live_at", "visible_from", "translation_group"):
            setattr(article, name, getattr(original, name))
        for name in ("date_edtf", "earliest_on", "latest_on", "listed_on"):
            setattr(article, name, getattr(original, name))
        article.language = self._one_of([language for language in LANGUAGES[0] if language != original.language])
        article.translated_from_id = original.pk

    def _filing(self) -> dict[str, list]:
        countries = self._some("countries", 1.0, 1, 2)
        own = self.missions[self.countries.index(countries[0]) % len(self.missions)]
        return {
            "mission": own if self.random.random() < 0.8 else self._any("missions"),
            "countries": countries,
            "programmes": self._some("programmes", 0.8, 0, 1),
            "themes": self._some("themes", 0.7, 1, 4),
            "organisations": self._some("organisations", 0.8, 0, 2),
            "contacts": self._some("contacts", 0.6, 1, 2),
        }

    # Writing

    def _write(self, releases: list) -> None:
        rows = defaultdict(list)
        for article, text, filing in releases:
            article.mission_id, key = filing["mission"], article.pk
            rows[SearchText].append(self._search_text(article, text))
            rows[ArticleCountry] += [(key, one, "main", order) for order, one in enumerate(filing["countries"])]
            rows[ArticleOrganisation] += [(key, one, "partner", "", 0) for one in filing["organisations"]]
            rows[ArticleContact] += [(key, one, f"Contact {one}", "[]", *EMPTY, 0) for one in filing["contacts"]]
            rows[Article.programmes.through] += [(key, one) for one in filing["programmes"]]
            rows[Article.themes.through] += [(key, one) for one in filing["themes"]]
        fields = Article._meta.concrete_fields
        articles = (
            [field.get_db_prep_save(field.pre_save(article, True), connection) for field in fields]
            for article, _text, _filing in releases
        )
        copy(Article, [field.column for field in fields], articles)
        for model, some in rows.items():
            copy(model, COLUMNS.get(model) or [field.column for field in model._meta.concrete_fields[1:]], some)

    @staticmethod
    def _search_text(article: Article, text: list["Paragraph"]) -> tuple:
        """What articles/search/writing.py would write, from stems that are known already."""
        title, lead, *body = (paragraph.stems[article.language] for paragraph in text)
        return (
            article.pk,
            f" {' '.join(title[:12])} ",
            f" {' '.join(lead[:36])} ",
            "  ",
            f" {' '.join(chain.from_iterable(body))} ",
            fold(article.title),
        )

    @staticmethod
    def _go_on_counting() -> None:
        """After keys of our own."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Article]):
                cursor.execute(statement)

    # Chance

    def _one_of(self, values):
        return self.random.choice(values)

    def _any(self, name: str):
        return self._one_of(getattr(self, name))

    def _some(self, name: str, steepness: float, least: int, most: int) -> list:
        values = getattr(self, name)
        count = self.random.randint(least, most)
        return list(
            dict.fromkeys(self.random.choices(values, cum_weights=zipf(len(values), steepness), k=count)),
        )

    def _title(self, length: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=length)).capitalize()


@lru_cache
def zipf(count: int, steepness: float) -> list[float]:
    """Cumulated weights of the first to the last."""
    return list(accumulate(1 / rank**steepness for rank in range(1, count + 1)))


def make(records: Iterable) -> None:
    records = list(records)
    for record in records:
        record.fold()
    type(records[0]).objects.bulk_create(records)


def copy(model, columns: list[str], rows: Iterable) -> None:
    """Write rows past the ORM: COPY on PostgreSQL, one prepared statement on SQLite."""
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})", rows)
        else:
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copying:
                for row in rows:
                    copying.write_row(row)


@contextmanager
def unwatched():
    """Without the triggers that note what changes for readers."""
    unwatch("default")
    try:
        yield
    finally:
        watch("default")


@contextmanager
def without_index_of_words():
    """It is made anew at the end, not row by row."""
    name = "articles_words_in" if connection.vendor == "sqlite" else "articles_searchtext_words"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
            [definition] = cursor.fetchone()
            cursor.execute(f"DROP TRIGGER {name}")
            yield
            cursor.execute(definition)
            _sort_in(cursor, 256_000_000)
            make_index_anew()
            _sort_in(cursor, 1_000_000)
        else:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
            [definition] = cursor.fetchone()
            cursor.execute(f"DROP INDEX {name}")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL maintenance_work_mem = '2000MB'")
            cursor.execute(definition)
            cursor.execute(f"ALTER INDEX {name} ALTER COLUMN 1 SET STATISTICS 0")


def _sort_in(cursor, size: int) -> None:
    """Bytes of words that FTS5 sorts in memory before writing them: unless told a megabyte, merged again and again."""
    cursor.execute("INSERT INTO articles_searchindex(articles_searchindex, rank) VALUES ('hashsize', %s)", [size])
