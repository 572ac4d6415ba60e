"""Signing in and one's own account: django-allauth's views, those that this newsroom offers."""

from allauth.account import views
from django.urls import include, path, re_path
from django.views.generic import TemplateView

from .invitations import ChoosePassword
from .languages import choose_language

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("password/first/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/sent/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ChoosePassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("signed-in/", TemplateView.as_view(template_name="account/signed_in.html"), name="account_signed_in"),
    path("language/", choose_language, name="set_language"),
]
