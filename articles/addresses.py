"""The address of a list: the same filters always make the same address, whatever was clicked first."""

from django.http import QueryDict
from django.utils.http import urlencode

from articles.facets import FACETS

SINGLE = ("q", "order", "page")
PARAMETERS = ("q", *(facet.name for facet in FACETS), "order", "page")
TRACKERS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
LONGEST_VALUE = 200


class ListAddress:
    """The parameters of a list, each with its values in order, empty ones left out.

    Parameters that the list does not know come last, so that it can name them; those of trackers are dropped, and so
    is what changes nothing: the first page, the order by date, by relevance where there are no words.
    """

    def __init__(self, query: QueryDict):
        names = (*PARAMETERS, *self._strangers(query))
        tidy = {name: self._tidy(query.getlist(name)) for name in names}
        self.values = {
            name: values[-1:] if name in SINGLE else sorted(set(values)) for name, values in tidy.items() if values
        }
        if "page" in self.values:
            self.values["page"] = [self._number(*self.values["page"])]
        idle = [("page", "1"), ("order", "date")]
        if "q" not in self.values:
            idle.append(("order", "relevance"))
        for name, value in idle:
            if self.values.get(name) == [value]:
                del self.values[name]

    @staticmethod
    def _strangers(query) -> list[str]:
        return sorted(name for name in query if name not in PARAMETERS and not name.startswith(TRACKERS))

    @staticmethod
    def _tidy(values: list[str]) -> list[str]:
        tidy = (value.replace("\x00", "").strip()[:LONGEST_VALUE] for value in values)
        return list(filter(None, tidy))

    @staticmethod
    def _number(value: str) -> str:
        """As a paginator reads it: 2 for 02 and +2; what is no number stays."""
        try:
            return str(int(value))
        except ValueError:
            return value

    @property
    def unknown(self) -> list[str]:
        return [name for name in self.values if name not in PARAMETERS]

    def __str__(self):
        return f"?{urlencode(self.values, doseq=True)}" if self.values else ""

    def query(self) -> QueryDict:
        return QueryDict(str(self)[1:])

    def changed(self, /, **values) -> "ListAddress":
        """The same list with other values for some parameters, from its first page unless `page` is given."""
        query = QueryDict(mutable=True)
        for name, kept in ({**self.values, "page": []} | values).items():
            query.setlist(name, kept)
        return ListAddress(query)

    def without(self, name: str, value: str | None = None) -> "ListAddress":
        """The same list without one value of a filter, or without the filter."""
        return self.changed(
            **{name: [other for other in self.values.get(name, []) if value is not None and other != value]}
        )

    def of_today(self, filters) -> "ListAddress":
        """The same list where it names records that have been merged since."""
        chosen = [(facet, self.values[facet.name]) for facet in FACETS if facet.name in self.values]
        today = {facet.name: facet.of_today(filters.everything.asked, values) for facet, values in chosen}
        return self.changed(page=self.values.get("page", []), **today)
