"""The page for what cannot be read; where it is only too much, it says so."""

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults

from articles.api.problems import of_status
from iomnews.headers import is_of_api

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request, exception):
    if isinstance(exception, TOO_MUCH):
        return HttpResponse(render_to_string("413.html"), status=413)
    if is_of_api(request):
        return of_status(400, _("This cannot be read."))
    return defaults.bad_request(request, exception)


def not_found(request, exception):
    if is_of_api(request):
        return of_status(404, _("There is nothing at this address."))
    return defaults.page_not_found(request, exception)


def server_error(request):
    if is_of_api(request):
        return of_status(500, _("Something broke on our side. The log has been told."))
    return defaults.server_error(request)


class ImpossibleValues:
    """A key like “abc” or a number of thirty digits, where Django looks it up unread: what was sent is wrong."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        is_no_key = isinstance(exception, ValueError) and "expected a number but got" in str(exception)
        is_impossible = is_no_key or isinstance(exception, (OverflowError, DataError))
        return bad_request(request, BadRequest()) if is_impossible else None
