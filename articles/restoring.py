"""A version brought back, a proposal decided: upon the article as the person saw it, by whoever may change it."""

from collections.abc import Collection, Iterator

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles import search, versions
from articles.models import Article, ArticleVersion, LegacyAddress
from articles.wording import KEYED, key_of, label, listed, names_of
from iomnews.accounts.reach import reach

NEVER = {"state", "translation_group"}
NOT_OF_A_PUBLISHED_ONE = {"slug", "language", *versions.MOMENTS}
"""A reader's link must go on working, and what readers see when is decided by publishing and withdrawing."""

FILES = {"images": "image", "attachments": "file"}
LONGEST_COMMENT = ArticleVersion._meta.get_field("comment").max_length


class Refused(Exception):
    """The article stays as it is; the message says why and what to do."""


def possible(article: Article, content: dict) -> tuple[dict, list[str]]:
    """What of the content can be written into the article today, and a sentence on each thing that cannot."""
    left_alone = NEVER | (NOT_OF_A_PUBLISHED_ONE if article.state == Article.State.PUBLISHED else set())
    return still_there(article, {field: value for field, value in content.items() if field not in left_alone})


def still_there(article: Article, content: dict) -> tuple[dict, list[str]]:
    """The content without what is gone or another article's by now, and a sentence on each such thing."""
    names = names_of(content)
    away = [*_leave_out_the_gone(content, names), *_leave_out_the_taken(article, content)]
    return content, [*away, *_addresses_elsewhere(article, content), *_lost_files(content)]


def bring_back(version: ArticleVersion, *, by, seen: int | None, now) -> ArticleVersion:
    """Write the version's content into its article, which the person saw as version `seen`. Raises Refused."""
    comment = _("Version %(number)s brought back") % {"number": version.number}
    with transaction.atomic():
        article = held(version.article_id, by, seen)
        _write(article, version.content, by)
        return versions.keep(
            article, reason=ArticleVersion.Reason.RESTORATION, by=by, source=version.source, comment=comment, now=now
        )


def decide(proposal: ArticleVersion, fields: Collection[str], *, by, seen: int | None, now) -> ArticleVersion:
    """Take these fields of the proposal, or none, and have it wait no longer. Raises Refused.

    A version is kept even of none: the next import must find that a person has had a say.
    """
    taken = {field: value for field, value in proposal.content.items() if field in fields}
    said = {"number": proposal.number, "fields": ", ".join(label(field) for field in taken)}
    comment = _("Taken from version %(number)s: %(fields)s") if taken else _("Version %(number)s set aside")
    with transaction.atomic():
        article = held(proposal.article_id, by, seen)
        waiting = ArticleVersion.objects.filter(pk=proposal.pk, awaits_decision=True)
        if not waiting.update(awaits_decision=False):
            raise Refused(_("Somebody has decided on this proposal already."))
        if taken:
            _write(article, taken, by)
        return versions.keep(
            article, reason=ArticleVersion.Reason.EDIT, by=by, comment=(comment % said)[:LONGEST_COMMENT], now=now
        )


def held(pk: int, by, seen: int | None) -> Article:
    """The article's row, held until the end of the transaction, if it still is what the person saw."""
    article = Article.objects.select_for_update().filter(pk=pk).first()
    if article is None:
        raise Refused(_("Somebody deleted this article meanwhile."))
    if not _may_change(article, by):
        raise Refused(_("You may not change this article."))
    if article.version != seen:
        values = {"number": article.version}
        raise Refused(_("Somebody saved this article meanwhile: it is at version %(number)s. Look again.") % values)
    return article


def _write(article: Article, content: dict, by) -> None:
    content, _away = possible(article, content)
    owner = article.mission
    versions.restore(article, content)
    if (article.mission != owner and not _may_give(article, owner, by)) or not _may_change(article, by):
        raise Refused(_("This would give the article to a mission that you do not write for."))
    search.index(article)


def _may_give(article: Article, owner, by) -> bool:
    """Whether from the mission that owned it: those that issue it with it do not take it over."""
    return owner is None or reach(by, f"articles.{article.permission_to_change}").holds(owner.pk)


def _may_change(article: Article, by) -> bool:
    return Article.objects.changeable_by(by).filter(pk=article.pk).exists()


def _leave_out_the_gone(content: dict, names) -> Iterator[str]:
    """Records that were deleted since. A person who is no record any more stays named as printed."""
    for field in KEYED.keys() & content.keys():
        model, _attribute = KEYED[field]
        gone = {key for value in listed(content[field]) if (key := key_of(value)) and (model, key) not in names}
        for key in sorted(map(str, gone)):
            yield _("%(field)s: “%(name)s” was deleted since.") % {"field": label(field), "name": key}
        if gone and field == "mission":
            del content[field]
        elif gone and field != "contacts":
            content[field] = [value for value in content[field] if key_of(value) not in gone]


def _leave_out_the_taken(article: Article, content: dict) -> Iterator[str]:
    """An address or a language that another article has by now; a working copy is in nobody's way."""
    if article.revises_id:
        return
    others = Article.objects.filter(revises=None).exclude(pk=article.pk)
    language, slug = content.get("language", article.language), content.get("slug", article.slug)
    if others.filter(translation_group=article.translation_group, language=language).exists():
        content.pop("language", None)
        yield _("Language: this release has a version in that language by now.")
    if others.filter(language=content.get("language", article.language), slug=slug).exists():
        content.pop("slug", None)
        content.pop("language", None)
        yield _("Address: “%(slug)s” is another article’s by now.") % {"slug": slug}


def _addresses_elsewhere(article: Article, content: dict) -> Iterator[str]:
    wanted = LegacyAddress.objects.filter(address__in=content.get("legacy_addresses", ()))
    for taken in wanted.exclude(article=article):
        yield _("Legacy address: %(address)s leads to another article by now.") % {"address": taken.address}


def _lost_files(content: dict) -> Iterator[str]:
    for part, field in FILES.items():
        for name in filter(None, (row[field] for row in content.get(part, ()))):
            if not default_storage.exists(name):
                yield _("%(field)s: the file “%(name)s” is lost.") % {"field": label(part), "name": name}
