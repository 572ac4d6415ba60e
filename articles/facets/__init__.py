from .counts import ON_A_LIST, FacetCounts, count
from .declared import COUNTRY, FACETS, MISSION, PROGRAMME, Facet
from .memory import current, current_of_any
from .results import Results

__all__ = [
    "COUNTRY",
    "FACETS",
    "MISSION",
    "ON_A_LIST",
    "PROGRAMME",
    "Facet",
    "FacetCounts",
    "Results",
    "count",
    "current",
    "current_of_any",
]
