"""Pages that were read, written within one transaction: new articles all together, what is known already one by one.

How a page is known again is in known.py. What an editor has changed since is never overwritten: the new reading
waits as a proposal.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import gettext as _

from articles import clearance, doubts, search, starting, versions, workflow
from articles.importing import web_files
from articles.importing.content import content
from articles.importing.known import INTO_AN_ARTICLE, Known, Recollection, place
from articles.importing.messages import deleted, untitled, was_file, why_not
from articles.importing.read_input import Input
from articles.importing.word_pictures import store, with_pictures
from articles.inputs import word
from articles.inputs.manifest import Facts
from articles.inputs.pages import Page
from articles.models import Article, ArticleVersion, LegacyAddress, PrintedPlace, SourceContent, SourceDocument
from articles.parsing.page import PARSER_VERSION
from articles.parsing.report import entry
from articles.word import WordText

Status = SourceDocument.Status


@dataclass
class New:
    """An article that a page begins, with the page's line of the report, until it is written with the others."""

    page: Page
    article: Article
    content: dict
    document: SourceDocument
    line: dict


class Writing:
    """`run` is the Import whose pages they are. `articles`, `captured` and `taken` are those of the run with these
    pages'.
    """

    def __init__(self, run, inputs: Mapping[Page, Input]):
        self.run, self.inputs = run, inputs
        self.articles, self.taken = ChainMap({}, run.articles), ChainMap({}, run.taken)
        self.captured = ChainMap({}, run.captured)
        self.new: list[New] = []
        self.awaited: set[str] = set()  # contents and addresses of the new
        self.given: set[str] = set()  # legacy addresses
        reads = inputs.values()
        addresses = {address for read in reads for address in (read.own.address, *read.own.others)}
        self.recollection = Recollection(inputs, addresses, {read.digest for read in reads})

    def lines(self) -> dict[Page, dict]:
        """The report's line of each page, without what all lines have."""
        _keep_contents(self.inputs.values())
        lines = {page: self._line(page, read) for page, read in self.inputs.items()}
        self._write_new()
        return lines

    def _line(self, page: Page, read: Input) -> dict:
        if self._depends_on_new(page, read):
            self._write_new()
        line = self._load(page, read)
        if line["status"] in INTO_AN_ARTICLE and line.get("article"):
            self._remember(page, read.digest, line["article"], line["article"])
        return line

    def _depends_on_new(self, page: Page, read: Input) -> bool:
        """Another page of the same content or address is not written yet."""
        return not self.awaited.isdisjoint({read.digest, read.facts.address, page.site_address} - {""})

    def _remember(self, page: Page, digest: str, article: int, shown: int | None) -> None:
        """`shown` is what the report says: None in a dry run, where the article goes again."""
        self.articles[digest] = shown
        self.taken[article] = True
        if page.site_address:
            self.captured[page.site_address] = shown

    def _load(self, page: Page, read: Input) -> dict:
        reading = read.reading
        line = entry(reading) | ({} if reading.title else {"error": untitled(page.source)})
        known = self.recollection.of(page, read.digest, read.facts.address, self.taken)
        read = _with_facts_of(known.source, read)
        document = partial(self.run.document, page, facts=read.facts, content_id=read.digest, encoding=read.encoding)
        if sent := _sent_out(read):
            if page.content:  # its text was taken over when it came back, and may be an old one by now
                return line | {"status": Status.UNCHANGED, "article": sent.pk}
            return self._take_back(line | {"article": sent.pk}, read, sent, document)
        if left := self._why_left(page, read, known):
            return _leave(line | left, known, read, document)
        if known.was_deleted:
            return line | {"status": Status.KEPT, "error": deleted(page.source)}
        if known.was_file and known.article:
            line["error"] = line.get("error") or was_file(page.source)
        article = known.article and Article.objects.select_for_update().get(pk=known.article.pk)
        addresses = self._addresses(read, article)
        line["discarded"] += _named({read.own.address, *read.own.others}.difference(addresses, [""]))
        new = self._content(page, read, article, addresses)
        line["unknown_places"] = self.run.records.unknown_places(reading)
        if article is None:
            line = self._begin(page, line, new, document)
        else:
            line = self._read_again(line | {"article": article.pk}, new, article, known, document)
        if line["status"] != Status.UNCHANGED and not self.run.dry_run:
            store(read.pictures)
            web_files.store(read.documents)
        return line

    def _why_left(self, page: Page, read: Input, known: Known) -> dict | None:
        """What the report says of a page that makes no article."""
        if not read.reading.is_article:
            return {"status": Status.NOT_AN_ARTICLE, "error": why_not(page.source, read.reading.why_not)}
        if page.site_address in self.captured:  # again: the last one has been read
            return {"status": Status.DUPLICATE, "article": self.captured[page.site_address]}
        if read.digest in self.articles or self._is_copy(known):
            article = self.articles.get(read.digest) or (known.article and known.article.pk)
            for address in (read.facts.address, *read.own.others):
                self._add_address(address, article)
            return {"status": Status.DUPLICATE, "article": article}
        return None

    def _content(self, page: Page, read: Input, article: Article | None, addresses: list[str]) -> dict:
        """What the article, new if there is none, is to hold."""
        facts = {"published": read.own.published, "addresses": addresses}
        new = content(read.reading, self.run.records, article, body_html=read.body_html, **facts)
        if article:  # it may have the addresses of its copies
            addresses = article.legacy_addresses.values_list("address", flat=True)
            new["legacy_addresses"] = sorted({*addresses, *new["legacy_addresses"]})
        new["images"] = with_pictures(new["images"], read.pictures)
        new["attachments"] = web_files.rows(read.documents)
        if page.content and article:  # what stood beside the page is not kept with it
            new |= _files_of(article, new)
        mission = self.run.missions.get(page, self.run.mission)
        return new | ({"mission": mission.slug} if mission else {})

    def _addresses(self, read: Input, article: Article | None) -> list[str]:
        """The legacy addresses, but for those of another article."""
        own = filter(None, (read.own.address, *read.own.others))
        free = [address for address in own if self._is_free(address, read, article)]
        self.given.update(free)
        return free

    def _is_free(self, address: str, read: Input, article: Article | None) -> bool:
        """A page's own word is believed after the manifest's and the crawler's."""
        if self.recollection.is_of_another(address, article) or address in self.given:
            return False
        return address == read.facts.address or address not in self.run.addresses

    def _add_address(self, address: str, key: int | None) -> None:
        """The old site had the article at the address of a copy too. The version that the article is at says so as
        well: no other one is made, since nothing that anybody reads has changed.
        """
        article = Article.objects.select_for_update().filter(pk=key).first()
        if article is None or not address or address in self.given:
            return
        if LegacyAddress.objects.filter(address=address).exists():
            return
        self.given.add(address)
        LegacyAddress.of(article, address).save()
        for version in article.versions.filter(number=article.version):
            version.content["legacy_addresses"] = sorted({*version.content["legacy_addresses"], address})
            version.save(update_fields=["content"])

    def _is_copy(self, known: Known) -> bool:
        """Another page of this run is the original, or it was read as a copy before."""
        source, here = known.source, known.here
        return source is not None and (
            place(source.root, source.path) in self.run.places
            or (here is not None and here.status == Status.DUPLICATE)
        )

    def _begin(self, page: Page, line: dict, new: dict, document) -> dict:
        line |= {"status": Status.CREATED, "article": None}
        article = Article(created_by=self.run.by, doubts=doubts.doubts_of(line["evidence"]))
        self.new.append(New(page, article, new, document(line), line))
        self.awaited |= {self.new[-1].document.content_id, page.site_address, *new["legacy_addresses"]}
        return line

    def _write_new(self) -> None:
        new, self.new, self.awaited = self.new, [], set()
        if not new:
            return
        articles, documents = [one.article for one in new], [one.document for one in new]
        contents = versions.begin_all(articles, [one.content for one in new])
        _keep_sources(articles, documents)
        versions.keep_first(articles, contents, documents, **self._of_this_import())
        self._publish([(one.article, one.document) for one in new if one.line["title"]])
        for one in new:
            one.line["article"] = None if self.run.dry_run else one.article.pk
            self._remember(one.page, one.document.content_id, one.article.pk, one.line["article"])

    def _write(self, article: Article, content: dict, document: SourceDocument) -> None:
        versions.restore(article, content)
        PrintedPlace.objects.filter(article=article).delete()
        _keep_sources([article], [document])
        versions.keep(article, source=document, **self._of_this_import())

    def _of_this_import(self) -> dict:
        return {"reason": ArticleVersion.Reason.IMPORT, "by": self.run.by, "now": self.run.now}

    def _publish(self, articles: list[tuple[Article, SourceDocument]]) -> None:
        if self.run.publish and articles:
            workflow.publish_all(*zip(*articles, strict=True), now=self.run.now)

    def _read_again(self, line: dict, new: dict, article: Article, known: Known, document) -> dict:
        last = article.versions.kept().first()
        is_to_publish = article.state == Article.State.DRAFT and line["title"]
        if last is not None and last.is_of_an_import and _same(new, last.content):
            line["status"] = Status.UNCHANGED
            source = document(line, article=article)
            is_new_evidence = known.is_of_another_parser(PARSER_VERSION)
            if is_new_evidence or known.is_back or (self.run.publish and is_to_publish):
                source.save()
            if is_new_evidence:
                doubts.replace(article, doubts.doubts_of(line["evidence"]))
        elif last is None or not last.is_of_an_import or self._would_change_the_public(article, line):
            return self._propose(line | {"status": Status.KEPT}, new, article, document)
        else:
            line |= {"status": Status.UPDATED} | self._compared(last.content, new)
            source = document(line)
            article.doubts = doubts.doubts_of(line["evidence"])
            self._write(article, new, source)
        if is_to_publish:
            self._publish([(article, source)])
        return line

    def _compared(self, old: dict, new: dict) -> dict:
        """For the report: (old, new) of each field that differs."""
        fields = [field for field in new if old.get(field) != new[field]] if self.run.compares else []
        return {"changes": {field: [old.get(field), new[field]] for field in fields}} if fields else {}

    def _would_change_the_public(self, article: Article, line: dict) -> bool:
        """What readers see changes only where the person who imports says so, and never to a page without a title."""
        return article.state == Article.State.PUBLISHED and not (self.run.publish and line["title"])

    def _propose(self, line: dict, new: dict, article: Article, document) -> dict:
        """The article is an editor's or the public's by now: what the page says waits, unless it was said before."""
        said = [version.content for version in article.versions.filter(source__is_undone=False)]
        if not any(_same(new, content) for content in said):
            line |= self._compared(versions.snapshot(article), new)
            source = document(line, article=article)
            source.save()
            versions.propose(article, new, source=source, now=self.run.now)
        return line

    def _take_back(self, line: dict, read: Input, article: Article, document) -> dict:
        """A file written from the article: its new text, where nobody has changed that since and a person answers
        for it; else it waits as a proposal, as it always does where readers would see it.
        """
        article = Article.objects.select_for_update().get(pk=article.pk)
        before = versions.snapshot(article)
        new = word.returned(read.word, before)
        line |= {"error": None, "discarded": _not_taken_back(read.word, article)}
        if _same(new, before):
            return line | {"status": Status.UNCHANGED}
        is_free = article.version == read.word.origin.version and article.state == Article.State.DRAFT
        if not (self.run.by and is_free):
            return self._propose(line | {"status": Status.KEPT}, before | new, article, document)
        if starting.has_working_title(article) and new["title"] != article.title:
            new["slug"] = ""
        versions.restore(article, new)
        search.index(article)
        line["status"] = Status.UPDATED
        source = document(line, article=article)
        source.save()
        comment = _("From the Word file of version %(number)d") % {"number": read.word.origin.version}
        facts = {"by": self.run.by, "source": source, "comment": comment, "now": self.run.now}
        versions.keep(article, reason=ArticleVersion.Reason.EDIT, **facts)
        return line


def _named(addresses: Iterable[str]) -> list[dict]:
    """What the report says of addresses that lead to another article."""
    return [{"text": address, "reason": "address of another"} for address in sorted(addresses)]


def _keep_contents(reads: Iterable[Input]) -> None:
    """The bytes of each page once, however often they come."""
    contents = {read.digest: read.data for read in reads}
    for digest in SourceContent.objects.filter(digest__in=contents).values_list("digest", flat=True):
        del contents[digest]
    SourceContent.objects.bulk_create(SourceContent(digest=digest, data=data) for digest, data in contents.items())


def _with_facts_of(source: SourceDocument | None, read: Input) -> Input:
    """What a manifest said of this content, wherever it stood then, holds until another says something else."""
    if source is None or read.facts != Facts():
        return read
    facts = Facts(source.address, source.captured_on, source.published_on)
    address, published = facts.address or read.own.address, facts.published or read.own.published
    return replace(read, facts=facts, own=replace(read.own, address=address, published=published))


def _keep_sources(articles: list[Article], documents: list[SourceDocument]) -> None:
    """What was read for the articles as they are now: their words, pages and unknown places."""
    search.index_all(articles)
    for article, document in zip(articles, documents, strict=True):
        document.article = article
        document.report["article"] = article.pk
    SourceDocument.objects.bulk_create(documents)
    _note_places(documents)


def _note_places(documents: list[SourceDocument]) -> None:
    """The unknown places of what was last read of each article, for the vocabulary desk."""
    named = ((document.article, place) for document in documents for place in document.report["unknown_places"])
    PrintedPlace.objects.bulk_create((PrintedPlace.of(*one) for one in named), ignore_conflicts=True)


def _not_taken_back(file: WordText, article: Article) -> list[dict]:
    """What is no part of the text; and contacts and corrections that somebody wrote over: they are records."""
    known = clearance.lines_under_the_text(article)
    strange = [block.text for block in file.blocks if block.kind == "aside" and block.text not in known]
    pictures = ((picture.alt or picture.name, "picture") for picture in file.pictures)
    pieces = [*file.left_out, *pictures, *((text, "changed under the text") for text in strange)]
    return [{"text": text, "reason": reason} for text, reason in pieces]


def _files_of(article: Article, new: dict) -> dict:
    """The pictures and documents that the article has, where the page read alone has none."""
    before = versions.parts(article, "images", "attachments")
    had, has = (sum(bool(image["image"]) for image in images) for images in (before["images"], new["images"]))
    images = {"images": before["images"]} if had > has else {}
    return images | ({} if new["attachments"] else {"attachments": before["attachments"]})


def _sent_out(read: Input) -> Article | None:
    """The article that the file was written from, before it went out for clearance."""
    origin = read.word and read.word.origin
    return Article.objects.filter(uuid=origin.article, revises=None).first() if origin else None


def _leave(line: dict, known: Known, read: Input, document) -> dict:
    """The page makes no article: it is none, or it is the same as another."""
    here = known.here
    if here is None or here.content_id != read.digest or here.status not in (line["status"], Status.MERGED):
        document(line, article=Article.objects.filter(pk=line.get("article")).first()).save()
    return line


def _same(new: dict, old: dict) -> bool:
    """Whether the old content says all that the new one does; what an import does not set is not compared."""
    return all(old.get(name) == value for name, value in new.items())
