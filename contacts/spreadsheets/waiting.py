"""The file between its preview and the decision: in no public folder, and known to the session that sent it alone."""

import secrets
import time
from pathlib import Path

from django.conf import settings

KEPT_FOR = 3600  # seconds
SESSION_KEY = "spreadsheets"


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


def drop(session, token: str) -> None:
    """Only a token of this session: it is a file's name."""
    names = session.get(SESSION_KEY, {})
    if token in names:
        (Path(settings.SPREADSHEET_DIR) / token).unlink(missing_ok=True)
        session[SESSION_KEY] = {known: name for known, name in names.items() if known != token}


def _delete_if_old(file: Path) -> None:
    """Another process may have deleted it first."""
    try:
        if time.time() - file.stat().st_mtime > KEPT_FOR:
            file.unlink()
    except FileNotFoundError:
        return
