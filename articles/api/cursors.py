"""Where a reader of a list has come to, as one word of an address."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from .problems import WrongParameters


def written(*parts) -> str:
    return urlsafe_b64encode("|".join(map(str, parts)).encode()).rstrip(b"=").decode()


def read(cursor: str, *kinds: Callable) -> list:
    """The parts that were written, each of its kind. Raises WrongParameters."""
    try:
        parts = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split("|")
        return [kind(part) for kind, part in zip(kinds, parts, strict=True)]
    except (ValueError, OverflowError):
        message = _("This is no cursor of this list: follow “next” as the list gives it.")
        raise WrongParameters([("cursor", message)]) from None


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
