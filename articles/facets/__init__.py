from .counts import FacetCounts, count
from .declared import FACETS, Facet

__all__ = ["FACETS", "Facet", "FacetCounts", "count"]
