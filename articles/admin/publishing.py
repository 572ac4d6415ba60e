"""Publishing and withdrawing one article from its own page: the page before the action is that of the list."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.models import Article
from iomnews.accounts.reach import reach


class PublishingPages:
    def get_urls(self):
        pages = {"publish": self.publish, "withdraw": self.withdraw}
        return [
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(partial(self.of_one, action)),
                    name=f"articles_article_{name}",
                )
                for name, action in pages.items()
            ),
            *super().get_urls(),
        ]

    def of_one(self, action, request, pk):
        """The action asks, or does it and leads back to the article."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        chosen = self.get_queryset(request).filter(pk=pk)
        if not chosen.exists():
            raise Http404
        article_page = reverse("admin:articles_article_change", args=[pk])
        asking = action(request, chosen)
        if asking is None:
            return redirect(article_page)
        asking.context_data["article_page"] = article_page
        return asking

    def page_tools(self, request, obj):
        tools = super().page_tools(request, obj)
        if obj.state != Article.State.PUBLISHED or not _may_publish(request.user, obj):
            return tools
        return [*tools, (_("Withdraw…"), reverse("admin:articles_article_withdraw", args=[obj.pk]))]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """A button for publishers beside those that save; the next article begins from the list."""
        is_ready = obj.state != Article.State.PUBLISHED and _may_publish(request.user, obj) if obj else False
        context |= {"show_save_and_publish": is_ready, "show_save_and_add_another": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_change(self, request, obj):
        if "_publish" in request.POST:
            return redirect("admin:articles_article_publish", obj.pk)
        return super().response_post_save_change(request, obj)


def _may_publish(user, article: Article) -> bool:
    theirs = Article.objects.filter(revises=None).within(reach(user, "articles.publish_article"))
    return theirs.filter(pk=article.pk).exists()
