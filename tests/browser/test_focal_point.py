"""The focal point of a picture, by mouse and by keyboard; a file too heavy is named before it is sent."""

import pytest
from django.conf import settings

from articles.models import Article

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page, newsroom):
    address = f"/admin/articles/article/{Article.objects.get(slug='tout').pk}/change/"
    page = open_page(address, user="administrator")
    page.locator("#images-0 summary").click()
    return page


def test_a_click_on_the_preview_moves_the_point(page):
    preview = page.locator(".picture-preview img").first
    box = preview.bounding_box()
    preview.click(position={"x": box["width"] / 4, "y": box["height"] * 0.8})
    assert float(page.locator("#images-0 [name$=across]").input_value()) == pytest.approx(25, abs=2)
    assert float(page.locator("#images-0 [name$=down]").input_value()) == pytest.approx(80, abs=2)


def test_an_arrow_key_moves_the_point_and_its_mark(page):
    page.locator("#images-0 [name$=across]").press("ArrowUp")
    assert page.locator("#images-0 [name$=across]").input_value() == "51"
    assert page.locator("#images-0 .focal-mark").evaluate("mark => mark.style.left") == "51%"


def test_a_file_too_heavy_is_named_before_it_is_sent(page, tmp_path):
    photo = tmp_path / "lourde.jpg"
    with photo.open("wb") as file:
        file.truncate(settings.PICTURE_MAX_BYTES + 1)
    page.set_input_files("#id_images-0-image", photo)
    assert "25" in page.locator("#id_images-0-image").evaluate("input => input.validationMessage")
