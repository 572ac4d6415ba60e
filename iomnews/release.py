"""Which code answers: the same on every machine that runs the same."""

from functools import cache
from hashlib import blake2b

from django.conf import settings

FOLDERS = ("articles", "contacts", "iomnews", "locale", "static", "templates")
KINDS = {".css", ".html", ".js", ".mo", ".py", ".svg"}


@cache
def release() -> str:
    """A digest of the code, its texts and the packages under it; another release makes other pages."""
    digest = blake2b((settings.BASE_DIR / "uv.lock").read_bytes(), digest_size=8)
    files = (file for folder in FOLDERS for file in (settings.BASE_DIR / folder).rglob("*") if file.suffix in KINDS)
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()
