"""The page for what cannot be read; where it is only too much, it says so."""

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request, exception):
    if isinstance(exception, TOO_MUCH):
        return HttpResponse(render_to_string("413.html"), status=413)
    return defaults.bad_request(request, exception)


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
