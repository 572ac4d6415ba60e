"""Forms of django-allauth whose labels nobody can translate."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddKeyForm(AddWebAuthnForm):
    name = forms.CharField(label=_("Name of the key"), required=False)


class EditKeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name of the key"))
