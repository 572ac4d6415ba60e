"""Which code answers, with which settings: the same on every machine that runs the same."""

from functools import cache
from hashlib import blake2b

from django.conf import settings

FOLDERS = ("articles", "contacts", "iomnews", "locale", "static", "templates")
SHOWN = ("API_RATE_LIMIT", "CONTENT_LICENCE", "SITE_URL")
"""Settings that readers see."""
KINDS = {".css", ".html", ".js", ".mo", ".py", ".svg"}


@cache
def release() -> str:
    """A digest of the code, its texts, the packages under it and SHOWN; another release makes other pages."""
    digest = blake2b((settings.BASE_DIR / "uv.lock").read_bytes(), digest_size=8)
    files = (file for folder in FOLDERS for file in (settings.BASE_DIR / folder).rglob("*") if file.suffix in KINDS)
    for file in sorted(files):
        digest.update(file.read_bytes())
    digest.update(repr([getattr(settings, name) for name in SHOWN]).encode())
    return digest.hexdigest()
