from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django_tasks_db.models import DBTaskResult

from contacts.names import NAME_FIELDS
from contacts.names_admin import PartInline

from .models import Membership, User

# Kept by libraries for themselves; a role's permissions are made by a migration.
admin.site.unregister([Authenticator, DBTaskResult, EmailAddress, Group, UserSession])


class MembershipInline(PartInline):
    model = Membership
    fields = [("mission", "role")]
    autocomplete_fields = ["mission"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups", "memberships__role"]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "email", "usable_password", "password1", "password2"],
            },
        )
    ]
    readonly_fields = ["last_login", "date_joined"]
    inlines = [MembershipInline]


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "mission", "role"]
    list_filter = ["role", ("mission", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "mission"]
    search_fields = [
        "user__username",
        "user__first_name",
        "user__last_name",
        "user__email",
        *(f"mission__{name}" for name in NAME_FIELDS),
    ]
    autocomplete_fields = ["user", "mission"]
    ordering = ["user__username", "pk"]
