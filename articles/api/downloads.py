"""The files of the last dump, at addresses that stay. A download that broke off goes on where it was."""

import re
from collections.abc import Iterator
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

from .changes import OVERLAP
from .dump import FILES, OF_RELEASES, last_dump
from .parameters import NoParameters
from .views import ApiView

RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
BLOCK = 64 * 1024


class BeingMadeAnew(APIException):
    """Nobody is handed what has been withdrawn: `manage.py dump_public --if-needed` makes another."""

    status_code = 503
    default_detail = _("Something in the dump is no longer public. It is soon made anew: come back in ten minutes.")
    wait = 600


class Download(ApiView):
    schema = None

    def get(self, request, name):
        NoParameters.of(request)
        now, dump = timezone.now(), last_dump(Path(settings.DUMP_DIR))
        if name not in FILES or dump is None:
            raise Http404
        if name in OF_RELEASES and dump.is_outdated(now):
            raise BeingMadeAnew
        etag = f'"{dump.folder.name}"'
        try:
            stream = (dump.folder / name).open("rb")  # open, it stays whole when the next dump takes its place
        except FileNotFoundError:
            raise BeingMadeAnew from None
        response = _answer(request, stream, etag)
        response.headers["Accept-Ranges"] = "bytes"
        response.headers["Content-Encoding"] = "identity"  # packed as it is, and a range of it must stay one
        response.headers["Content-Type"] = FILES[name]
        response.headers["ETag"] = etag
        response.headers["Last-Modified"] = http_date((dump.made_at - OVERLAP).timestamp())  # for modified_since
        return response


def _answer(request, stream: BinaryIO, etag: str) -> HttpResponse:
    """All of it, or the range that was asked for if that is of this very file."""
    wanted = RANGE.fullmatch(request.headers.get("Range", ""))
    if not wanted or request.headers.get("If-Range", etag) != etag:
        return FileResponse(stream)
    size, first = stream.seek(0, SEEK_END), int(wanted[1])
    last = min(int(wanted[2] or size), size - 1)
    if first > last:
        stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(last - first + 1)}
    return StreamingHttpResponse(_blocks(stream, first, last + 1), status=206, headers=headers)


def _blocks(stream: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    with stream:
        stream.seek(start)
        while start < end and (block := stream.read(min(BLOCK, end - start))):
            start += len(block)
            yield block
