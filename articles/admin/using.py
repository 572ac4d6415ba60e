"""The articles that use a record in one way: where the page “Where is this used?” leads to."""

from django.db.models import Q
from django.utils.functional import cached_property

from articles.models import Article
from contacts.record_pages.usage import ListOfUsers, UseFilter, asked_use

from .filters import ArticleFilter


class ArticleUseFilter(ArticleFilter):
    title = UseFilter.title
    parameter_name = UseFilter.parameter_name

    def __init__(self, *args):
        super().__init__(*args)
        self.use, self.record = asked_use(self.chosen[0], Article) if self.chosen else (None, None)

    def has_output(self):
        return bool(self.chosen)

    @cached_property
    def labels(self):
        return {self.chosen[0]: f"{self.use.label}: {self.record}"}

    def having(self, value):
        return Q(pk__in=Article.objects.filter(**self.use.lookups(self.record)).order_by().values("pk"))

    def count(self, articles):
        return {value: articles.filter(self.having(value)).count() for value in self.chosen}


class ArticlesUsing(ListOfUsers):
    use_filter = ArticleUseFilter
