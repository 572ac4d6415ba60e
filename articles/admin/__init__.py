"""The articles, what they are filed under and where they come from, in the admin."""

from . import articles, batches, duplicates, menu_lines, sources, taxonomy, versions, vocabulary

__all__ = ["articles", "batches", "duplicates", "menu_lines", "sources", "taxonomy", "versions", "vocabulary"]
