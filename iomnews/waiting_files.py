"""Files that wait for a person's next step: in no public folder, each known to the session that sent it alone."""

import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

CLAIMED = ".claimed"  # at the end of the name of a file that is being used


@dataclass(frozen=True)
class WaitingFiles:
    """`setting` names the folder, `key` the place in the session; after `seconds` nobody comes back for a file."""

    setting: str
    key: str
    seconds: int

    @property
    def folder(self) -> Path:
        return Path(getattr(settings, self.setting))

    def put(self, session, data: bytes, name: str, **facts: str) -> str:
        """The token under which the same session, and no other, takes the file; those that waited long are deleted."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in self.folder.iterdir():
            self._delete_if_old(file)
        token = secrets.token_urlsafe()
        (self.folder / token).touch(mode=0o600)
        (self.folder / token).write_bytes(data)
        known = {token: told for token, told in self._known(session).items() if (self.folder / token).exists()}
        session[self.key] = known | {token: {"name": name} | facts}
        return token

    def take(self, session, token: str) -> tuple[bytes, dict[str, str]] | None:
        """(bytes, facts) of the file; None when it is not this session's, or gone."""
        facts = self._known(session).get(token)
        try:
            return ((self.folder / token).read_bytes(), facts) if facts is not None else None
        except FileNotFoundError:
            return None

    @contextmanager
    def claimed(self, session, token: str):
        """The same for whoever presses the button first, and None for the second; if it fails, the file waits on."""
        mine = self.folder / f"{token}{CLAIMED}"
        taken = self.take(session, token)
        try:
            if taken:
                (self.folder / token).rename(mine)
        except FileNotFoundError:
            taken = None
        try:
            yield taken
        except BaseException:
            if taken:
                mine.rename(self.folder / token)
            raise
        if taken:
            mine.unlink(missing_ok=True)
            self.drop(session, token)

    def drop(self, session, token: str) -> None:
        """Only a token of this session: it is a file's name."""
        known = self._known(session)
        if token in known:
            (self.folder / token).unlink(missing_ok=True)
            session[self.key] = {other: facts for other, facts in known.items() if other != token}

    def _known(self, session) -> dict[str, dict]:
        return session.get(self.key, {})

    def _delete_if_old(self, file: Path) -> None:
        """Another process may have deleted it first."""
        try:
            if time.time() - file.stat().st_mtime > self.seconds:
                file.unlink()
        except FileNotFoundError:
            return
