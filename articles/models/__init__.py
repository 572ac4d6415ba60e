from .article import Article
from .changes import PublicChange, PublicRevision
from .duplicates import Fingerprint, FingerprintKey, NearDuplicate
from .media import ArticleImage, Attachment
from .menus import MenuLine
from .parts import ArticleContact, ArticleCountry, ArticleOrganisation, Correction, LegacyAddress, Quote
from .source import ImportBatch, ReportLine, SourceContent, SourceDocument
from .taxonomy import Organisation, Programme, Theme
from .text import SearchText, SearchWord
from .tombstones import Tombstone
from .version import ArticleVersion
from .vocabulary import NameDecision, PrintedPlace

__all__ = [
    "Article",
    "ArticleContact",
    "ArticleCountry",
    "ArticleImage",
    "ArticleOrganisation",
    "ArticleVersion",
    "Attachment",
    "Correction",
    "Fingerprint",
    "FingerprintKey",
    "ImportBatch",
    "LegacyAddress",
    "MenuLine",
    "NameDecision",
    "NearDuplicate",
    "Organisation",
    "PrintedPlace",
    "Programme",
    "PublicChange",
    "PublicRevision",
    "Quote",
    "ReportLine",
    "SearchText",
    "SearchWord",
    "SourceContent",
    "SourceDocument",
    "Theme",
    "Tombstone",
]
