"""What the editing page weighs on a mission's line: every byte that Chromium receives, at first and once more.

    bin/manage serve 8000 &
    .venv/bin/python benchmarks/page_weight.py http://127.0.0.1:8000/admin/articles/article/1/change/ SESSIONID

SESSIONID is the cookie of somebody signed in. The limits are 300 kB at first and 30 kB later.
"""

import shutil
import sys
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

LIMITS = {"first": 300_000, "later": 30_000}


def load(page, address) -> list[tuple[int, str]]:
    """(bytes received, address) of each answer; what comes from the browser's own cache counts nothing."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    addresses, received = {}, {}
    session.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.loadingFinished", lambda e: received.update({e["requestId"]: int(e["encodedDataLength"])}))
    page.goto(address, wait_until="networkidle")
    session.detach()
    return sorted(((size, addresses.get(key, "?")) for key, size in received.items()), reverse=True)


def main(address, session) -> int:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies(
            [{"name": "sessionid", "value": session, "url": "{0.scheme}://{0.netloc}/".format(urlsplit(address))}]
        )
        page = context.new_page()
        totals = {}
        for name in LIMITS:
            parts = load(page, address)
            totals[name] = sum(size for size, _address in parts)
            print(f"{name}: {totals[name] / 1000:.1f} kB")
            for size, part in parts:
                if size:
                    print(f"  {size / 1000:8.1f}  {urlsplit(part).path}")
        browser.close()
    return int(any(totals[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
