from .counts import FacetCounts, count
from .declared import FACETS, Facet
from .memory import current
from .results import Results

__all__ = ["FACETS", "Facet", "FacetCounts", "Results", "count", "current"]
