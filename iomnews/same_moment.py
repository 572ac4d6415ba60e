"""Two who write at the same moment: each waits for what the other holds, or one takes away what the other names."""

from functools import wraps

from django.db import IntegrityError, OperationalError

ENDED_FOR_ANOTHER = {"40P01", "40001"}
"""PostgreSQL's codes of a deadlock and of a transaction that cannot follow another."""


def judged_again(view):
    """The view whose form the database refused is called once more: by then what the other did can be seen.

    Nothing was written the first time: what an admin's view writes is one transaction.
    """

    @wraps(view)
    def judging(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            return view(request, *args, **kwargs)
        except (IntegrityError, OperationalError) as error:
            if not _is_of_the_moment(error):
                raise
            _forget_what_was_read(request)
            return view(request, *args, **kwargs)

    return judging


def _is_of_the_moment(error) -> bool:
    """Of what goes wrong in the database itself, only that one of two had to end."""
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", "") in ENDED_FOR_ANOTHER


def _forget_what_was_read(request) -> None:
    request.__dict__.pop("_reached", None)
    for file in (file for files in dict(request.FILES.lists()).values() for file in files):
        file.seek(0)
