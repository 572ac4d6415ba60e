"""The article in the admin, a mixin for each of its pages; articles/workflow.py changes its state."""

from django.contrib import admin

from articles.models import Article
from iomnews.accounts.scoped_admin import PageTools, ScopedAdmin

from .article_actions import ArticleActions
from .article_form import ArticleFormPage
from .article_list import ArticleListPage
from .kept_uploads import KeptUploads
from .publishing import PublishingPages
from .remembering import RemembersCorrections
from .review import ReviewPages
from .source_pages import SourcePages
from .spreadsheets import ArticleSpreadsheetPages
from .starting import StartingPages
from .two_savers import TwoSavers
from .using import ArticlesUsing
from .version_pages import VersionPages


@admin.register(Article)
class ArticleAdmin(
    KeptUploads,
    TwoSavers,
    StartingPages,
    ArticlesUsing,
    ArticleListPage,
    PublishingPages,
    ArticleActions,
    RemembersCorrections,
    ArticleFormPage,
    VersionPages,
    ReviewPages,
    SourcePages,
    ArticleSpreadsheetPages,
    ScopedAdmin,
    PageTools,
    admin.ModelAdmin,
):
    pass
