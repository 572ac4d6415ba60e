"""Everything that is public, in files that a reader takes at once: JSON lines, CSV, and what their columns mean.

What stands in a dump and is gone since is never handed out: the dump waits until it has been made anew.
"""

import csv
import gzip
import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from io import TextIOWrapper
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urljoin

from django.conf import settings
from django.db import reset_queries
from django.utils.translation import override

from articles.models import Article, Tombstone
from contacts.spreadsheets.cells import join, neutral

from .changes import OVERLAP
from .serializers import CHOOSABLE, ArticleSerializer, read_parts

JSON_LINES, CSV, COLUMNS, PACKAGE = "articles.jsonl.gz", "articles.csv.gz", "columns.csv", "datapackage.json"
FILES = {JSON_LINES: "application/gzip", CSV: "application/gzip", COLUMNS: "text/csv", PACKAGE: "application/json"}
OF_RELEASES = (JSON_LINES, CSV)
CURRENT, LOCK, UUIDS = "current.json", ".lock", "uuids.txt"
TOGETHER = 500  # articles in memory
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Dump:
    folder: Path
    made_at: datetime
    count: int

    def is_outdated(self, now: datetime) -> bool:
        """Whether something in it may be gone."""
        lately = Tombstone.objects.standing(now).filter(gone_at__gte=self.made_at - OVERLAP)
        gone = set(map(str, lately.values_list("uuid", flat=True)))
        if not gone:
            return False
        try:
            with (self.folder / UUIDS).open() as lines:
                uuid = next((uuid for uuid in map(str.strip, lines) if uuid in gone), None)
        except FileNotFoundError:  # another has just taken its place
            return True
        if uuid:
            log.info("The dump of %s is outdated: %s is no longer public.", self.made_at.isoformat(), uuid)
        return uuid is not None


def last_dump(folder: Path) -> Dump | None:
    try:
        facts = json.loads((folder / CURRENT).read_text())
    except FileNotFoundError:
        return None
    return Dump(folder / facts["folder"], datetime.fromisoformat(facts["made_at"]), facts["count"])


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Raises BlockingIOError where another process is making a dump there."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        flock(file, LOCK_EX | LOCK_NB)
        yield


def make_dump(folder: Path, now: datetime) -> Dump:
    """Write the files in a folder of their own, and only when they are whole let them be the current ones.

    To be called `alone`: what other folders there are is of dumps before, or of one that was killed, and goes.
    """
    own = Path(mkdtemp(dir=folder, prefix=f"{now:%Y-%m-%d}-"))
    own.chmod(0o755)
    try:
        dump = Dump(own, now, _write_articles(own, now))
        _write_columns(own)
        facts = {"folder": own.name, "made_at": now.isoformat(), "count": dump.count}
        (own / CURRENT).write_text(json.dumps(facts))
        (own / CURRENT).replace(folder / CURRENT)
    except BaseException:
        shutil.rmtree(own)
        raise
    for other in folder.iterdir():
        if other.is_dir() and other != own:
            shutil.rmtree(other)
    return dump


def _write_articles(folder: Path, now: datetime) -> int:
    count = 0
    with ExitStack() as files:
        lines, table = (files.enter_context(_packed(folder / name)) for name in (JSON_LINES, CSV))
        uuids = files.enter_context((folder / UUIDS).open("w"))
        rows = csv.writer(table)
        rows.writerow(CHOOSABLE)
        for told in _told(now):
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")
            rows.writerow([_cell(told[name]) for name in CHOOSABLE])
            uuids.writelines(f"{named['uuid']}\n" for named in (told, *told["translations"]))
            count += 1
    return count


def _packed(file: Path) -> TextIOWrapper:
    return gzip.open(file, "wt", compresslevel=6, encoding="utf-8", newline="")


def _told(now: datetime) -> Iterator[dict]:
    published, last = Article.objects.published(now), 0
    context = {"absolute": lambda path: urljoin(settings.SITE_URL, path)}
    while articles := list(published.filter(pk__gt=last).order_by("pk")[:TOGETHER]):
        last = articles[-1].pk
        read_parts(articles, CHOOSABLE, now)
        yield from ArticleSerializer(articles, many=True, context=context).data
        if settings.DEBUG:
            reset_queries()


def _cell(value) -> str:
    """As in the spreadsheets of the admin: several values in one, parts as JSON, nothing that a program calculates."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return neutral(join(value))
    return neutral(json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value or ""))


def _write_columns(folder: Path) -> None:
    fields = ArticleSerializer().fields
    meanings = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            meanings[language] = {name: str(field.help_text or "") for name, field in fields.items()}
    with (folder / COLUMNS).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["column", *meanings])
        rows.writerows([name, *(meaning[name] for meaning in meanings.values())] for name in fields)
    columns = [{"name": name, "type": "string", "description": meanings["en"][name]} for name in fields]
    table = {"name": "articles", "path": CSV, "format": "csv", "compression": "gz", "schema": {"fields": columns}}
    lines = {"name": "articles-json", "path": JSON_LINES, "format": "jsonl", "compression": "gz"}
    name, path = settings.CONTENT_LICENCE["name"], settings.CONTENT_LICENCE["url"]
    licence = {"title": name} | ({"path": path} if path else {})
    package = {"name": "articles", "licenses": [licence], "resources": [table, lines]}
    (folder / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=1), encoding="utf-8")
