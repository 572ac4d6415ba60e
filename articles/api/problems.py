"""Errors of the API, all of one shape: application/problem+json, RFC 9457."""

from http import HTTPStatus

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"


class ParameterErrorSerializer(serializers.Serializer):
    parameter = serializers.CharField(help_text=gettext_lazy("Its name."))
    message = serializers.CharField(help_text=gettext_lazy("What is wrong with it, for a person to read."))


class ProblemSerializer(serializers.Serializer):
    status = serializers.IntegerField(help_text=gettext_lazy("The status of HTTP."))
    title = serializers.CharField(help_text=gettext_lazy("Its name in English."))
    detail = serializers.CharField(help_text=gettext_lazy("What went wrong, for a person to read."))
    errors = ParameterErrorSerializer(many=True, required=False, help_text=gettext_lazy("Each wrong parameter."))
    last_page = serializers.IntegerField(required=False, help_text=gettext_lazy("Of a list that has no such page."))
    uuid = serializers.UUIDField(required=False, help_text=gettext_lazy("Of an article that is gone."))
    gone_at = serializers.DateTimeField(required=False, help_text=gettext_lazy("When it went."))


class WrongParameters(APIException):
    """`errors` are pairs of a parameter's name and what is wrong with it."""

    status_code = 400

    def __init__(self, errors: list[tuple[str, str]]):
        super().__init__(" ".join(message for _name, message in errors))
        self.members = {"errors": [{"parameter": name, "message": message} for name, message in errors]}


class NoSuchPage(APIException):
    status_code = 404

    def __init__(self, last_page: int):
        super().__init__(_("The list has no such page: the last is %(last)d.") % {"last": last_page})
        self.members = {"last_page": last_page}


class Gone(APIException):
    status_code = 410

    def __init__(self, tombstone):
        super().__init__(_("This article is no longer public."))
        self.members = {"uuid": str(tombstone.uuid), "gone_at": tombstone.gone_at.isoformat()}


def problem(status: int, detail: str, **members) -> dict:
    return {"status": status, "title": HTTPStatus(status).phrase, "detail": detail} | members


def answer(exception, context) -> Response | None:
    """For Django REST framework; an error that it does not know is Django's to handle."""
    response = exception_handler(exception, context)
    if response is None:
        return None
    members = getattr(exception, "members", {})
    detail = str(getattr(exception, "detail", "") or _("There is nothing at this address."))
    response.data = problem(response.status_code, detail, **members)
    response.content_type = MEDIA_TYPE
    return response


def of_status(status: int, detail: str) -> JsonResponse:
    """Where no view of the API was reached, or one broke."""
    return JsonResponse(problem(status, detail), status=status, content_type=MEDIA_TYPE)
