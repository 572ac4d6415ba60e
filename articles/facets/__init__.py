from .counts import ON_A_LIST, FacetCounts, count
from .declared import FACETS, Facet
from .memory import current
from .results import Results

__all__ = ["FACETS", "ON_A_LIST", "Facet", "FacetCounts", "Results", "count", "current"]
