"""A form that the database refuses is judged once more, by what the other has done."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError
from django.http import HttpResponse

from iomnews.same_moment import judged_again


def refusing(*errors):
    """A view that the database refuses as often as there are errors."""
    left = list(errors)

    @judged_again
    def view(request):
        sent = b"".join(file.read() for file in request.FILES.values())
        if left:
            raise left.pop(0)
        return HttpResponse(sent)

    return view


def deadlock() -> OperationalError:
    error, error.__cause__ = OperationalError("deadlock detected"), OSError()
    error.__cause__.sqlstate = "40P01"
    return error


@pytest.mark.parametrize("error", [IntegrityError(), deadlock()])
def test_the_second_time_the_files_are_whole(rf, error):
    request = rf.post("/", {"image": SimpleUploadedFile("photo.jpg", b"photo")})
    assert refusing(error)(request).content == b"photo"


@pytest.mark.parametrize("errors", [[IntegrityError()] * 2, [OperationalError("database is locked")]])
def test_what_another_did_not_cause_is_no_secret(rf, errors):
    with pytest.raises(type(errors[0])):
        refusing(*errors)(rf.post("/"))


def test_what_only_reads_is_not_repeated(rf):
    with pytest.raises(IntegrityError):
        refusing(IntegrityError())(rf.get("/"))
