"""The newsroom's admin: Django's own, with its name; django-allauth signs in."""

from functools import update_wrapper

import django
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from .accounts import kept_forms, second_factor
from .completion import Completion
from .same_moment import judged_again


class NewsroomSite(AdminSite):
    site_header = site_title = _("Newsroom")
    index_title = _("Dashboard")
    empty_value_display = "–"

    def get_urls(self):
        """The words of Django's scripts have an address of their version's, so that a browser may keep them.

        "View on site" links lead there by themselves: Django's redirect would tell anybody the address of a draft.
        """
        words = path(
            f"jsi18n/{django.__version__}/", self.admin_view(self.i18n_javascript, cacheable=True), name="jsi18n"
        )
        others = [url for url in super().get_urls() if getattr(url, "name", "") not in ("jsi18n", "view_on_site")]
        return [words, *others]

    @method_decorator(cache_control(private=True, max_age=30 * 24 * 3600))
    def i18n_javascript(self, request, extra_context=None):
        """In the language of the cookie: Vary keeps one from being shown for another."""
        response = super().i18n_javascript(request, extra_context)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    def admin_view(self, view, cacheable=False):
        """A form sent after the session ended is kept; a second factor that is asked for comes before all else."""
        checked = super().admin_view(judged_again(view), cacheable)

        def inner(request, *args, **kwargs):
            if request.user.is_anonymous and kept_forms.may_be_kept(request):
                return kept_forms.keep(request)
            if self.has_permission(request) and second_factor.is_missing(request.user):
                return redirect("mfa_index")
            return checked(request, *args, **kwargs)

        return update_wrapper(inner, view)

    def autocomplete_view(self, request):
        return Completion.as_view(admin_site=self)(request)

    def login(self, request, extra_context=None):
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        after = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        return HttpResponseRedirect(reverse("account_login", query={REDIRECT_FIELD_NAME: after}))

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
