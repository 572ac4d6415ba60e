"""How text is matched: this module alone knows.

Both sides are folded (case, accents, œ, French elisions), then stemmed: an article in its language, a query in all
four, since a reader may type any. Words must all be found; "…" and « … » hold words together; -word excludes.
Nothing that can be typed is an error.
"""

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

import Stemmer
from django.db.models import Case, Q, Value, When

from articles.models import Article, LegacyAddress, Quote, SearchText
from contacts.names import fold, slug_stem

STEMMERS = {"fr": "french", "en": "english", "es": "spanish", "ar": "arabic"}
KNOWN_STEMS: dict[str, dict[str, str]] = {language: {} for language in STEMMERS}
MOST_KNOWN = 50_000  # words of a language whose stems are kept at hand
WORD = re.compile(r"[^\W_]+(?:'(?=[^\W_]))?")
ELIDED = frozenset("l' d' j' m' n' s' t' c' qu' jusqu' lorsqu' puisqu' quoiqu'".split())
SAID_BY_ALL = frozenset(
    "a au aux avec ce ces dans de des du elle en et il la le les leur ou par pour que qui sa se ses sur un une "
    "an and as at by for from in is it of on or that the to was with "
    "al como con del el ella es esta la las los no para por su una y".split()
)
QUERY_PART = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:"(?P<straight>[^"]*)"|«(?P<guillemets>[^»]*)»|“(?P<curly>[^”]*)”|(?P<word>[^\s"«»“”]+))'
)


def words(text: str) -> list[str]:
    """Folded words without French elisions: « L’œuvre d’été » is ["oeuvre", "ete"]."""
    found = WORD.findall(fold(text))
    return [word.rstrip("'") for word in found if word not in ELIDED]


def stems(text: str, language: str) -> str:
    """The stems of the text between spaces, one at each end: " oeuvr ete "."""
    found, known = words(text), KNOWN_STEMS[language]
    if len(known) > MOST_KNOWN:
        known = KNOWN_STEMS[language] = {}  # other threads go on with theirs
    known |= _stemmed({word for word in found if word not in known}, language)
    return f" {' '.join(known[word] for word in found)} "


def _stemmed(words: Set[str], language: str) -> dict[str, str]:
    """Stemmed twice: without accents, Snowball's French needs a second step to bring « réfugiée » to « réfugié »."""
    stemmer, words = Stemmer.Stemmer(STEMMERS[language]), list(words)  # one a call: it is not safe between threads
    return dict(zip(words, stemmer.stemWords(stemmer.stemWords(words)), strict=True))


@dataclass(frozen=True)
class Query:
    """What must be there and what must not: each a run of one word or, in a phrase, of several."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Query":
        """Words that every text holds are left out, unless nothing else was typed."""
        wanted, unwanted = [], []
        for part in QUERY_PART.finditer(text):
            phrase = part["straight"] or part["guillemets"] or part["curly"]
            runs = [" ".join(words(phrase))] if phrase else words(part["word"] or "")
            (unwanted if part["minus"] else wanted).extend(filter(None, runs))
        telling = [run for run in wanted if run not in SAID_BY_ALL]
        return cls(tuple(telling or wanted), tuple(unwanted))


def _holds(run: str, column: str) -> Q:
    """A text in any language holds the run of words, in any of their forms."""
    condition = Q()
    for variant in {stems(run, language) for language in STEMMERS}:
        condition |= Q(**{f"search_text__{column}__contains": variant})
    return condition


def matching(articles, text: str):
    """Those of the articles that the query finds; none for a query without a single word."""
    query = Query.parse(text)
    if not query.wanted and not query.unwanted:
        return articles.none()
    for run in query.wanted:
        articles = articles.filter(_holds(run, "stems"))
    for run in query.unwanted:
        articles = articles.exclude(_holds(run, "stems"))
    return articles


def hits(text: str) -> list[int]:
    """The keys of the articles with the words."""
    published = Article.objects.filter(state=Article.State.PUBLISHED)
    return list(matching(published, text).order_by().values_list("pk", flat=True))


def ranked(text: str, keys: list[int]) -> list[int]:
    """The keys in order of relevance, those alike as they were."""
    found = by_relevance(Article.objects.filter(pk__in=keys), text)
    return list(found.values_list("pk", flat=True))


def keys_for_staff(text: str) -> set[int]:
    """The keys of articles with the words in their text, or with what was typed as a part of title or address.

    Each source is read once, by itself: joined by OR, a database reads the longest of them again for every part.
    """
    address = Article.objects.filter(Q(slug__icontains=text) | Q(slug__contains=slug_stem(text) or text))
    title = SearchText.objects.filter(title_stems__contains=" ".join(words(text)) or text)
    legacy = LegacyAddress.objects.filter(address__icontains=text).values_list("article", flat=True)
    found = matching(Article.objects.all(), text), address, title
    return set(legacy).union(*(rows.order_by().values_list("pk", flat=True) for rows in found))


def by_relevance(articles, text: str):
    """Those with every word in the title first, then by day."""
    in_title = Q()
    for run in Query.parse(text).wanted:
        in_title &= _holds(run, "title_stems")
    if not in_title:
        return articles.newest_first()
    return articles.newest_first(Case(When(in_title, then=Value(0)), default=Value(1)))


def index(article: Article) -> None:
    """Write what search compares; to be called after each change of an article's text, names included."""
    index_all([article])


def index_all(articles: Sequence[Article]) -> None:
    """The same for many, with as many queries as for one."""
    names = defaultdict(list)
    for article, *said in Quote.objects.filter(article__in=articles).values_list("article", "speaker", "role"):
        names[article] += said
    SearchText.objects.bulk_create(
        (_search_text(article, names[article.pk]) for article in articles),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["title_stems", "stems"],
    )


def _search_text(article: Article, names: list[str]) -> SearchText:
    text = "\n".join([article.title, article.lead, article.dateline, article.text, *names])
    title_stems = stems(article.title, article.language)
    return SearchText(article=article, title_stems=title_stems, stems=stems(text, article.language))
