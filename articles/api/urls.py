"""Below /api/v1/, in no language of its own: what the request accepts decides."""

from django.urls import path

from . import downloads, views

urlpatterns = [
    path("", views.Root.as_view(), name="api-root"),
    path("schema", views.Schema.as_view(), name="api-schema"),
    path("docs", views.Docs.as_view(), name="api-docs"),
    path("dump/<str:name>", downloads.Download.as_view(), name="api-dump"),
    path("articles/", views.ArticleList.as_view(), name="api-articles"),
    path("articles/<uuid:uuid>", views.ArticleDetail.as_view(), name="api-article"),
    path("missions/", views.MissionList.as_view(), name="api-missions"),
    path("missions/<slug:slug>", views.MissionDetail.as_view(), name="api-mission"),
    path("programmes/", views.ProgrammeList.as_view(), name="api-programmes"),
    path("programmes/<slug:slug>", views.ProgrammeDetail.as_view(), name="api-programme"),
    path("contacts/", views.ContactList.as_view(), name="api-contacts"),
    path("contacts/<slug:slug>", views.ContactDetail.as_view(), name="api-contact"),
]
