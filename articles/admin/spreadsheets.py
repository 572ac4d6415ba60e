"""Articles out to a spreadsheet and in again, from their list."""

from articles.resources import ArticleResource
from contacts.spreadsheets_admin import SpreadsheetPages


class ArticleSpreadsheetPages(SpreadsheetPages):
    resource_class = ArticleResource
