"""What a row of a list shows of a release: four short queries, the names of countries and themes at hand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Case, TextField, Value, When
from django.db.models.functions import Left

from articles.facets.index import State
from articles.models import Article, ArticleCountry, ArticleImage
from contacts.names import NAME_FIELDS

OPENING = 700  # characters of the text that a row without a lead is read from
FIELDS = ["slug", "title", "language", "lead", "kind", "date_edtf"]
OF_MISSION = [f"mission__{field}" for field in (*NAME_FIELDS, "city")]
COUNTRIES, THEMES = 4, 3  # that a row has room for


def rows(keys: Sequence[int], state: State) -> list[Article]:
    """The public articles of the keys, in their order, with `about`, `on` and `pictures`."""
    public = Article.objects.published(state.now).filter(pk__in=keys).select_related("mission")
    opening = Case(When(lead="", then=Left("body_html", OPENING)), default=Value(""), output_field=TextField())
    articles = public.only(*FIELDS, *OF_MISSION).annotate(opening=opening).in_bulk()
    countries = ArticleCountry.objects.filter(article__in=keys, rank=ArticleCountry.Rank.MAIN)
    themes = Article.themes.through.objects.filter(article__in=keys).order_by("pk")
    pictures = defaultdict(list)
    for picture in ArticleImage.objects.filter(article__in=keys).exclude(image=""):
        pictures[picture.article_id].append(picture)
    about = _named(countries.order_by("order", "pk").values_list("article", "country"), state.names["country"])
    on = _named(themes.values_list("article", "theme"), state.names["theme"])
    found = [articles[key] for key in keys if key in articles]
    for article in found:
        article.about, article.on = about[article.pk][:COUNTRIES], on[article.pk][:THEMES]
        article.pictures = pictures[article.pk]
    return found


def _named(links: Iterable[tuple], names) -> dict[int, list]:
    """The records of each article; one that came after the names were read is left out."""
    records = defaultdict(list)
    for article, key in links:
        if one := names.named.get(key):
            records[article].append(one)
    return records
