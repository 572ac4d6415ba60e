"""What the editing page brings along, on a mission's line."""

import re
from gzip import compress
from pathlib import Path

import brotli
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import make_article

LIMIT = 300_000
STATIC = re.compile(r"/static/([^\"'\s?)&]+\.(?:js|css|svg))")
QUALITY = 9
"""As served, files are smaller by a few hundredths: the highest takes four times as long."""


def weights(page: bytes) -> dict[str, int]:
    """The compressed bytes of each file that the page names, in its import map too."""
    files = {name: Path(finders.find(name)) for name in STATIC.findall(page.decode())}
    return {name: len(brotli.compress(file.read_bytes(), quality=QUALITY)) for name, file in files.items()}


def test_the_editing_page_weighs_less_than_300_kb_with_all_it_needs(admin_client):
    page = admin_client.get(reverse("admin:articles_article_change", args=[make_article().pk])).content
    parts = weights(page)
    assert "django_prose_editor/editor.js" in parts
    assert len(compress(page)) + sum(parts.values()) < LIMIT, sorted(parts.items(), key=lambda part: -part[1])
