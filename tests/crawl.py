"""Finds the pages of a site by their links, as a person would: one address for each kind of page."""

import re
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

LINK = re.compile(r'<a\s[^>]*?href="([^"#]+)"')


def pages(client, *starts: str, under: str | tuple[str, ...]) -> dict[str, str]:
    """The first page found of each kind (its name in the URLconf) below `under`; no link leads nowhere."""
    found, seen, waiting = {}, set(), [(start, "the start") for start in starts]
    while waiting:
        address, page = waiting.pop(0)
        kind = _kind(address)
        if kind is None or kind in seen:
            continue
        response = client.get(address)
        assert response.status_code in (200, 302), f"{address}, a link of {page}: {response.status_code}"
        seen.add(kind)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            found[kind] = address
            links = (urljoin(address, link.replace("&amp;", "&")) for link in LINK.findall(response.content.decode()))
            waiting += [(link, address) for link in links if link.startswith(under)]
    return found


def _kind(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None
