from django.contrib.admin.apps import AdminConfig


class NewsroomAdmin(AdminConfig):
    default_site = "iomnews.admin_site.NewsroomSite"
