"""What a person decides on two articles that may be one: languages of one release, one article, or two after all."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import search, translations, versions
from articles.models import Article, ArticleVersion, LegacyAddress, NearDuplicate, SourceDocument
from articles.restoring import LONGEST_COMMENT

State = NearDuplicate.State


class Refused(Exception):
    """Nothing is done; the message says why, and what to do."""


@transaction.atomic
def keep_both(pair: NearDuplicate, *, by) -> None:
    """They are two releases; nobody is asked again."""
    _decided(pair, State.KEPT, by)


@transaction.atomic
def link(pair: NearDuplicate, *, by, seen: dict[int, int]) -> None:
    """Make them language versions of one release. `seen` are the versions at which the person read them.

    The one that has language versions already is the original, else the older one: the other takes over what it is
    filed under. Raises Refused.
    """
    articles = _held(pair, seen)
    original, other = sorted(articles, key=lambda article: (-_others(article).count(), article.pk))
    if original.language == other.language:
        raise Refused(_("Both are in one language: merge them, or keep both."))
    if _others(other).exists():
        raise Refused(_("Both have language versions already. Open one of them and set its original there."))
    if _others(original).filter(language=other.language).exists():
        raise Refused(_("This release has a version in that language already. Compare the other one with that."))
    comment = _("Linked as a language version of “%(title)s”") % {"title": original.title}
    translations.join(original, other, by=by, comment=comment[:LONGEST_COMMENT])
    search.index(other)
    _decided(pair, State.LINKED, by)


@transaction.atomic
def merge(pair: NearDuplicate, kept: Article, *, by, seen: dict[int, int], gone_address: str = "") -> Article:
    """Make the two one: the other goes, and what leads to it, what it was read from and its versions stay with `kept`.

    `gone_address` is where readers have seen the other one; it leads to this one from now on. Raises Refused.
    """
    kept, gone = sorted(_held(pair, seen), key=lambda article: article.pk != kept.pk)
    if gone.working_copies.exists() or kept.working_copies.exists():
        raise Refused(_("One of them is being revised. Finish or delete its working copy first."))
    if gone.state == Article.State.PUBLISHED != kept.state:
        raise Refused(_("Readers see the other one: publish this one first, or keep the other."))
    _move_languages(kept, gone)
    Article.objects.filter(translated_from=gone).exclude(pk=kept.pk).update(translated_from=kept)
    SourceDocument.objects.filter(article=gone).update(article=kept, status=SourceDocument.Status.MERGED)
    gone.legacy_addresses.update(article=kept)
    _move_versions(kept, gone)
    if gone_address and not LegacyAddress.objects.filter(address=gone_address).exists():
        LegacyAddress.of(kept, gone_address).save()
    title = gone.title
    gone.delete()
    comment = _("“%(title)s” has become part of this article") % {"title": title}
    versions.keep(kept, reason=ArticleVersion.Reason.EDIT, by=by, comment=comment[:LONGEST_COMMENT])
    return kept


def _held(pair: NearDuplicate, seen: dict[int, int]) -> list[Article]:
    """Both rows until the end of the transaction, as long as they are what the person saw and nobody has decided."""
    if not NearDuplicate.objects.select_for_update().filter(pk=pair.pk, state=State.OPEN).exists():
        raise Refused(_("Somebody has decided on these two already."))
    articles = list(Article.objects.select_for_update().filter(pk__in=(pair.first_id, pair.second_id)).order_by("pk"))
    if {article.pk: article.version for article in articles} != seen:
        raise Refused(_("Somebody has saved one of them meanwhile. Look again."))
    return articles


def _others(article: Article) -> models.QuerySet:
    """Its other language versions."""
    group = Article.objects.filter(translation_group=article.translation_group, revises=None)
    return group.exclude(pk=article.pk)


def _move_languages(kept: Article, gone: Article) -> None:
    if kept.translation_group == gone.translation_group:
        return
    languages = {kept.language, *_others(kept).values_list("language", flat=True)}
    if _others(gone).filter(language__in=languages).exists():
        raise Refused(_("Both have language versions of their own: merge those first, language by language."))
    _others(gone).update(translation_group=kept.translation_group)


def _move_versions(kept: Article, gone: Article) -> None:
    """Behind those of the one that stays, as what it never was itself."""
    last = kept.versions.aggregate(last=models.Max("number"))["last"] or 0
    moved = list(gone.versions.order_by("number"))
    for number, version in enumerate(moved, last + 1):
        said = " · ".join(filter(None, [f"{version.get_reason_display()}", version.comment]))
        version.article, version.number, version.comment = kept, number, said[:LONGEST_COMMENT]
        version.reason, version.awaits_decision = ArticleVersion.Reason.MERGED, False
    fields = ["article", "number", "comment", "reason", "awaits_decision"]
    ArticleVersion.objects.bulk_update(moved, fields, batch_size=50)


def _decided(pair: NearDuplicate, state: str, by) -> None:
    own = NearDuplicate.objects.filter(pk=pair.pk, state=State.OPEN)
    if not own.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise Refused(_("Somebody has decided on these two already."))
