"""Language versions of one release: which articles they are, and what they have in common."""

from django.db import transaction

from articles import versions
from articles.models import Article, ArticleVersion

COMMON = {"countries", "mission", "co_issuers", "programmes", "themes", "organisations", "date_edtf"}


@transaction.atomic
def join(original: Article, article: Article, *, by=None, comment: str = "") -> None:
    """Make the article a language version of the original; it takes over the original's classification and day.

    Raises IntegrityError where the release has a version in that language.
    """
    article.translation_group = original.translation_group
    article.translated_from, article.translated_from_version = original, original.version
    content = versions.snapshot(original)
    versions.restore(article, {name: content[name] for name in COMMON})
    versions.keep(article, reason=ArticleVersion.Reason.EDIT, by=by, comment=comment)
