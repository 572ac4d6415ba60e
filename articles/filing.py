"""Filing articles under themes, a country, a programme: what is common to all language versions of a release."""

from django.db import transaction

from articles import versions
from articles.models import Article, ArticleCountry, ArticleVersion, Programme, Theme
from contacts.models import Country


@transaction.atomic
def add(
    article: Article, *, themes=(), country: Country | None = None, programme: Programme | None = None, by
) -> bool:
    """Add what the article does not have yet and keep a version; False where it had everything, or is deleted."""
    article = Article.objects.select_for_update().filter(pk=article.pk).first()
    if article is None:
        return False
    is_changed = _add_all(article.themes, themes)
    is_changed |= _add_all(article.programmes, filter(None, [programme]))
    is_changed |= bool(country) and _make_main(article, country)
    if is_changed:
        article.save(update_fields=["updated_at"])
        versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by)
    return is_changed


def _add_all(relation, records: list[Theme | Programme]) -> bool:
    new = {record.pk for record in records} - set(relation.values_list("pk", flat=True))
    relation.add(*new)
    return bool(new)


def _make_main(article: Article, country: Country) -> bool:
    """A country that was only named is one that the article is about from now on; its place in the order stays."""
    links = {link.country_id: link for link in article.country_links.all()}
    link = links.get(country.pk) or ArticleCountry(article=article, country=country, order=len(links))
    is_new = link.pk is None or not link.is_main
    link.rank = ArticleCountry.Rank.MAIN
    link.save()
    return is_new


def with_language_versions(articles):
    """The articles and the other languages of the same releases."""
    groups = articles.order_by().values("translation_group")
    return Article.objects.filter(translation_group__in=groups, revises=None)
