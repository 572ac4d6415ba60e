"""Every address at which the old site had a release leads to it, also where one copy of the page came in."""

import pytest

from articles.models import ArticleVersion, LegacyAddress
from tests.import_pages import A, run, statuses, write
from tests.warc_files import ADDRESS, answer, record, response
from tests.warc_files import write as write_warc

pytestmark = pytest.mark.django_db
OTHER = "http://old.example/node/12"


@pytest.fixture
def copies(tmp_path):
    """One page at two places, with an address each."""
    (tmp_path / "pages").mkdir()
    write(tmp_path / "pages" / "a.txt", A)
    write(tmp_path / "pages" / "b.txt", A)
    (tmp_path / "pages.csv").write_text(f"path,address\na.txt,{ADDRESS}\nb.txt,{OTHER}\n")
    return tmp_path / "pages"


def test_the_addresses_of_copies_lead_to_their_article(copies, client):
    run(copies, manifest=str(copies.parent / "pages.csv"), publish=True)
    assert [client.get(path).status_code for path in ("/fr/centre", "/node/12")] == [301, 301]


def test_copies_that_come_in_again_change_nothing(copies):
    run(copies, manifest=str(copies.parent / "pages.csv"))
    assert statuses(copies) == ["unchanged", "duplicate"]
    assert (ArticleVersion.objects.count(), LegacyAddress.objects.count()) == (1, 2)


def test_a_page_that_changes_keeps_the_addresses_of_its_copies(copies):
    run(copies, manifest=str(copies.parent / "pages.csv"))
    write(copies / "a.txt", A, more="Il reste ouvert toute l’année, avec l’appui des autorités de la région.")
    assert statuses(copies / "a.txt") == ["updated"]
    assert set(LegacyAddress.objects.values_list("address", flat=True)) == {ADDRESS, OTHER}


def test_a_dry_run_adds_no_address(copies):
    run(copies, manifest=str(copies.parent / "pages.csv"), dry_run=True)
    assert not LegacyAddress.objects.exists()


def test_what_a_crawler_found_unchanged_elsewhere_leads_to_the_article(tmp_path):
    again = record("revisit", OTHER, answer(b""), WARC_Refers_To_Target_URI=ADDRESS)
    run(write_warc(tmp_path / "crawl.warc", response(), again))
    assert set(LegacyAddress.objects.values_list("address", flat=True)) == {ADDRESS, OTHER}
