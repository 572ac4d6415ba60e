"""The countries that an article is about, counted anew once a town is known to be in one of them."""

from articles import html
from articles.models import Article
from articles.parsing.coverage import covered
from articles.parsing.phrases import Passage
from articles.parsing.places import Gazetteer
from contacts.models import Country
from contacts.names import name_key


class Recount:
    """With the town in the country and without it: only what that alone changes is changed."""

    def __init__(self, country: Country, town: str):
        with_town = list(Country.objects.values())
        self.after = Gazetteer.from_records(with_town)
        self.before = Gazetteer.from_records([_without(record, country, town) for record in with_town])

    def countries(self, article: Article, value: list[dict]) -> list[dict]:
        """The field as it was, unless the town makes a difference."""
        before, after = self._covered(article, self.before), self._covered(article, self.after)
        return value if before == after else after

    def _covered(self, article: Article, gazetteer: Gazetteer) -> list[dict]:
        lines = html.plain(article.body_html).splitlines()
        offices = [link.office for link in article.contact_links.all() if link.office]
        main, mentioned = covered(Passage(article.title), [*map(Passage, lines)], [*map(Passage, offices)], gazetteer)
        ranks = dict.fromkeys(main, "main") | dict.fromkeys(mentioned, "mentioned")
        return [{"country_id": code, "rank": rank} for code, rank in ranks.items()]


def _without(record: dict, country: Country, town: str) -> dict:
    if record["code"] != country.pk:
        return record
    return record | {"cities": [name for name in record["cities"] if name_key(name) != name_key(town)]}
