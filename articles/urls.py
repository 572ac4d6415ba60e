"""The pages under a language: /fr/news/. Lists end in a slash, what they list does not."""

from django.urls import path

from .api.docs import docs
from .views.article import article
from .views.article_list import article_list
from .views.contacts import contact_list
from .views.facet import facet
from .views.home import home
from .views.missions import mission, mission_list
from .views.programmes import ProgrammeList, programme
from .views.suggest import suggest

urlpatterns = [
    path("", home, name="home"),
    path("news/", article_list, name="article-list"),
    path("suggest", suggest, name="suggest"),
    path("news/facets/<slug:parameter>", facet, name="facet"),
    path("news/<slug:slug>", article, name="article"),
    path("missions/", mission_list, name="mission-list"),
    path("missions/<slug:slug>", mission, name="mission"),
    path("api/", docs, name="docs"),
    path("contacts/", contact_list, name="contact-list"),
    path("programmes/", ProgrammeList.as_view(), name="programme-list"),
    path("programmes/<slug:slug>", programme, name="programme"),
]
