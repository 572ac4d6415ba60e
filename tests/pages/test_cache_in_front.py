"""nginx before the newsroom, set up by docs/nginx.conf: it shows what readers may see at the moment, nothing else."""

import shutil
import socket
import subprocess
import time
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone

from articles.models import Article
from tests.conftest import lacking
from tests.factories import make_published

pytestmark = pytest.mark.django_db(transaction=True)
CONFIGURATION = Path(__file__).parents[2] / "docs" / "nginx.conf"
AROUND = (
    "master_process off; daemon off; pid {0}/pid; error_log {0}/errors; events {{}} http {{ access_log off;\n{1}\n}}"
)
SHORTLY = timedelta(seconds=3)


@pytest.fixture
def in_front(live_server, tmp_path):
    """The address of an nginx that asks the newsroom."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if nginx is None:
        lacking("nginx (Debian's package nginx-light)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    configuration = CONFIGURATION.read_text().replace("/var/cache/nginx", str(tmp_path))
    configuration = configuration.replace("127.0.0.1:8000", live_server.url.removeprefix("http://"))
    configuration = configuration.replace("listen 80;", f"listen 127.0.0.1:{port};")
    (tmp_path / "nginx.conf").write_text(AROUND.format(tmp_path, configuration))
    server = subprocess.Popen([nginx, "-p", tmp_path, "-c", tmp_path / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(port, server):
    for _attempt in range(200):
        assert server.poll() is None, "nginx has ended"
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def read(url) -> tuple[int, str, str]:
    """Status, what nginx did, the page."""
    try:
        answer = urlopen(Request(url, headers={"Host": "localhost"}))
    except HTTPError as refusal:
        answer = refusal
    with answer:
        return answer.status, answer.headers["X-Cache"], answer.read().decode()


def test_a_page_is_kept_and_asked_about(in_front):
    url = in_front + make_published().get_absolute_url()
    first, second = read(url), read(url)
    assert (first[1], second[1]) == ("MISS", "REVALIDATED")
    assert first[2] == second[2]


@pytest.mark.parametrize("page", ["/fr/", "/fr/news/", "/fr/news/?q=puits"])
def test_a_list_shows_what_was_published_and_hides_what_was_withdrawn_at_once(in_front, page):
    make_published(title="Un premier puits")
    read(in_front + page)
    article = make_published(title="Le second puits")
    assert "Le second" in read(in_front + page)[2]  # the word that was searched is marked
    Article.objects.filter(pk=article.pk).update(state="withdrawn")
    status, _cache, text = read(in_front + page)
    assert (status, "Le second" in text) == (200, False)


def test_a_withdrawn_article_is_gone_at_once(in_front):
    article = make_published()
    url = in_front + article.get_absolute_url()
    assert [read(url)[0], read(url)[0]] == [200, 200]
    Article.objects.filter(pk=article.pk).update(state="withdrawn")
    assert [read(url)[0], read(url)[0]] == [404, 404]


def test_an_article_comes_at_its_moment_not_before_and_not_after(in_front):
    make_published(title="Un premier puits")
    due = timezone.now() + SHORTLY
    url = in_front + make_published(title="Attendu", goes_live_at=due).get_absolute_url()
    while (asked := timezone.now()) < due + timedelta(milliseconds=500):
        found, listed = read(url)[0] == 200, "Attendu" in read(in_front + "/fr/news/")[2]
        if timezone.now() < due:
            assert (found, listed) == (False, False)
        elif asked >= due:
            assert (found, listed) == (True, True)
        time.sleep(0.02)
    assert read(url)[0] == 200


def test_staff_pages_are_never_kept(in_front):
    assert [read(in_front + "/admin/login/")[1], read(in_front + "/admin/login/")[1]] == ["MISS", "MISS"]
