"""The articles, what they are filed under and where they come from, in the admin."""

from . import articles, sources, taxonomy, versions

__all__ = ["articles", "sources", "taxonomy", "versions"]
