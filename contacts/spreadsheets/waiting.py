"""The file between its preview and the decision: in no public folder, and known to the session that sent it alone."""

import secrets
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

KEPT_FOR = 3600  # seconds
SESSION_KEY = "spreadsheets"
CLAIMED = ".written"  # at the end of the name of a file that is being written


def put(session, data: bytes, name: str) -> str:
    """The token under which the same session, and no other, takes the file; those nobody came back for are deleted."""
    folder = Path(settings.SPREADSHEET_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in folder.iterdir():
        _delete_if_old(file)
    token = secrets.token_urlsafe()
    (folder / token).touch(mode=0o600)
    (folder / token).write_bytes(data)
    session[SESSION_KEY] = {**session.get(SESSION_KEY, {}), token: name}
    return token


def take(session, token: str) -> tuple[bytes, str] | None:
    """(bytes, name) of the file; None when it is not this session's, or gone."""
    name = session.get(SESSION_KEY, {}).get(token)
    file = Path(settings.SPREADSHEET_DIR) / token
    try:
        return (file.read_bytes(), name) if name is not None else None
    except FileNotFoundError:
        return None


@contextmanager
def claimed(session, token: str):
    """The same for whoever presses the button first, and None for the second; if nothing comes of it, it waits on."""
    file = Path(settings.SPREADSHEET_DIR) / token
    mine = file.with_name(f"{token}{CLAIMED}")
    taken = take(session, token)
    try:
        if taken:
            file.rename(mine)
    except FileNotFoundError:
        taken = None
    try:
        yield taken
    except BaseException:
        if taken:
            mine.rename(file)
        raise
    if taken:
        mine.unlink(missing_ok=True)
        _forget(session, token)


def _forget(session, token: str) -> None:
    names = session.get(SESSION_KEY, {})
    session[SESSION_KEY] = {known: name for known, name in names.items() if known != token}


def _delete_if_old(file: Path) -> None:
    """Another process may have deleted it first."""
    try:
        if time.time() - file.stat().st_mtime > KEPT_FOR:
            file.unlink()
    except FileNotFoundError:
        return
