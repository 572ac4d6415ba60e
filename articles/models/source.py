"""Where an imported article comes from: the batch, the page, its bytes."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles import web
from articles.word import plain_text
from iomnews.accounts.reach import ScopedQuerySet, reach

from .article import Article


class SourceDocumentQuerySet(ScopedQuerySet):
    def visible_to(self, user, now):
        """Of the articles of the user's missions; what made no article is for those who reach everywhere."""
        own = reach(user, "articles.view_article")
        return self if own.everywhere else self.filter(article__in=Article.objects.keys_within(own))


class OfVisibleDocuments(ScopedQuerySet):
    """Batches and contents: those with a page that the user may see."""

    def visible_to(self, user, now):
        if reach(user, "articles.view_article").everywhere:
            return self
        visible = SourceDocument.objects.visible_to(user, now).order_by()
        return self.filter(pk__in=visible.values(self.model.documents.field.name))


class ImportBatchQuerySet(OfVisibleDocuments):
    added_in_missions = False


class ImportBatch(models.Model):
    """One run of an import: who, when, how, and what came of each input."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    paths = models.JSONField(_("inputs"), default=list)
    options = models.JSONField(_("options"), default=dict, blank=True)
    parser_version = models.CharField(_("parser version"), max_length=20)
    page_count = models.PositiveIntegerField(_("number of pages"), null=True, blank=True)
    counts = models.JSONField(_("counts by status"), default=dict, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    task_id = models.UUIDField(null=True, blank=True, editable=False)  # which does the work, in the background
    read_count = models.PositiveIntegerField(default=0)  # of its pages, those that the task has come to the end of
    seen_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        permissions = [("undo_importbatch", _("Can undo imports"))]
        ordering = ["-started_at", "-pk"]

    def __str__(self):
        """Without its files: their names may say what another mission has not published."""
        return f"{localtime(self.started_at):%Y-%m-%d %H:%M} · {self.uuid.hex[:8]}"

    def named_for(self, user) -> str:
        """With its files for those who see every page of it."""
        if not reach(user, "articles.view_article").everywhere:
            return str(self)
        names = ", ".join([*self.paths[:2], *["…"][: len(self.paths) > 2]])
        return f"{localtime(self.started_at):%Y-%m-%d %H:%M} · {names[:80]}"

    @property
    def is_dry_run(self) -> bool:
        """Whether it only says what it would do: nothing of it is written but its report."""
        return bool(self.options.get("dry_run"))

    @property
    def is_reread(self) -> bool:
        """Whether it read the kept pages of other imports again."""
        return "reread" in self.options


class SourceContent(models.Model):
    """The bytes of an input, kept once however often they come."""

    digest = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    data = models.BinaryField(_("bytes"))

    objects = OfVisibleDocuments.as_manager()

    class Meta:
        verbose_name = _("source content")
        verbose_name_plural = _("source contents")

    def __str__(self):
        return self.digest


class SourceDocument(models.Model):
    """An input of an import: what it was called, what was read from it and into which article.

    A page is known again by its legacy address, else by its place (root folder and path), else by its content.
    """

    class Status(models.TextChoices):
        CREATED = "created", _("created")
        UPDATED = "updated", _("updated")
        UNCHANGED = "unchanged", _("unchanged")
        KEPT = "kept", _("kept: edited since")
        DUPLICATE = "duplicate", _("duplicate")
        NOT_AN_ARTICLE = "not_an_article", _("not an article")
        FAILED = "failed", _("failed")
        MERGED = "merged", _("of an article that became part of another")

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="documents", verbose_name=_("import batch"))
    article = models.ForeignKey(
        "articles.Article", models.SET_NULL, null=True, blank=True, related_name="sources", verbose_name=_("article")
    )
    root = models.CharField(_("folder"), max_length=500)
    path = models.CharField(_("path in the folder"), max_length=500)
    address = models.CharField(_("legacy address"), max_length=500, blank=True)
    captured_on = models.DateField(_("captured on"), null=True, blank=True)
    published_on = models.DateField(_("published on, by the manifest"), null=True, blank=True)
    content = models.ForeignKey(
        SourceContent, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("content")
    )
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    parser_version = models.CharField(_("parser version"), max_length=20)
    status = models.CharField(_("status"), max_length=15, choices=Status)
    report = models.JSONField(_("report"), default=dict)
    is_undone = models.BooleanField(
        _("undone"), default=False, help_text=_("What was read is taken back; an import reads the page as a new one.")
    )
    is_sealed = models.BooleanField(_("sealed"), default=False, help_text=_("Readable only with a permission."))

    objects = SourceDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("source page")
        verbose_name_plural = _("source pages")
        permissions = [("view_sealed_sourcedocument", _("Can read sealed source pages"))]
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["root", "path"], name="source_by_place"),
            models.Index(fields=["address"], name="source_by_address"),
        ]
        constraints = [models.UniqueConstraint(fields=["batch", "root", "path"], name="one_document_per_input")]

    def __str__(self):
        return self.path

    @property
    def text(self) -> str:
        """The page as it came, for a person to read."""
        if self.content is None:
            return ""
        data = bytes(self.content.data)
        if self.encoding == "docx":
            return plain_text(data)
        if web.is_package(self.path, data) and self.status != self.Status.FAILED:
            data, *_facts = web.unpacked(data)
        text = data.decode(self.encoding or "utf-8", errors="replace")
        if web.is_entry(text):
            return web.text_of_entry(text)
        is_web = self.path.lower().endswith(web.SUFFIXES) or web.is_web_page(text)
        return web.plain_text(text) if is_web and self.status != self.Status.FAILED else text

    def is_readable_by(self, user) -> bool:
        """Whether, among those who see the row, this one may read the page itself."""
        mission = self.article and self.article.mission_id
        return not self.is_sealed or reach(user, "articles.view_sealed_sourcedocument").holds(mission)


class ReportLineQuerySet(ScopedQuerySet):
    def visible_to(self, user, now):
        """Of the articles of the user's missions; what made no article is for those who reach everywhere."""
        own = reach(user, "articles.view_article")
        return self if own.everywhere else self.filter(article__in=Article.objects.keys_within(own))


class ReportLine(models.Model):
    """What came of an input of an import in the background: kept with it, so that one that was stopped goes on.

    `line` is null where the document has it.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="lines")
    place = models.CharField(max_length=64)  # a digest of where the input stands
    status = models.CharField(max_length=15, choices=SourceDocument.Status)
    digest = models.CharField(max_length=64, blank=True)
    article = models.ForeignKey("articles.Article", models.SET_NULL, null=True, related_name="+")
    document = models.ForeignKey(SourceDocument, models.CASCADE, null=True, related_name="+")
    line = models.JSONField(null=True)

    objects = ReportLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="one_line_per_input")]

    def __str__(self):
        return f"{self.batch_id} · {self.pk}"
