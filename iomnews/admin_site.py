"""The newsroom's admin: Django's own, with its name."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class NewsroomSite(AdminSite):
    site_header = site_title = _("Newsroom")
