"""What comes in as a picture: refused with a reason, or kept with its pixels alone."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from PIL import Image, ImageStat, PngImagePlugin

from articles.pictures import cleaned
from tests.photographs import SRGB, XMP, exif, picture_bytes, upload

HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def kept(file) -> Image.Image:
    return Image.open(BytesIO(cleaned(file).read()))


def test_the_place_and_all_else_that_the_camera_wrote_are_gone():
    photo = upload(exif=exif(artist="Awa Sow"), xmp=XMP, comment="chez Awa", icc_profile=SRGB)
    written = cleaned(photo).read()
    assert not any(trace in written for trace in (b"Exif", b"CameraOfAwa", b"GPSLatitude", b"Awa", b"xmpmeta"))
    assert not Image.open(BytesIO(written)).getexif().get_ifd(0x8825)


def test_what_a_program_wrote_into_a_png_is_gone():
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add_text("Author", "Awa Sow", zip=True)
    written = cleaned(upload("plan.png", kind="PNG", pnginfo=texts, exif=exif())).read()
    assert Image.open(BytesIO(written)).text == {}
    assert not any(trace in written for trace in (b"tEXt", b"zTXt", b"iTXt", b"eXIf"))


def test_what_hangs_behind_the_picture_is_gone():
    written = cleaned(upload(content=picture_bytes() + b"<?php secret ?>" + picture_bytes(exif=exif()))).read()
    assert b"secret" not in written
    assert written.count(b"\xff\xd9") == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_colour_profile_stays(kind):
    assert kept(upload(kind=kind, icc_profile=SRGB)).info["icc_profile"] == SRGB


def test_a_photo_taken_upright_stands_upright():
    photo = kept(upload(size=(60, 40), exif=exif(orientation=6)))
    assert photo.size == (40, 60)
    upper = ImageStat.Stat(photo.crop((0, 0, 40, 30))).mean[0]
    assert upper > 150 > ImageStat.Stat(photo.crop((0, 30, 40, 60))).mean[0]


def test_a_jpeg_keeps_its_own_compression():
    photo = upload(quality=83)
    assert kept(photo).quantization == Image.open(photo).quantization


def test_a_longer_picture_is_made_shorter(settings):
    settings.PICTURE_LONGEST_SIDE = 30
    assert kept(upload(size=(60, 40))).size == (30, 20)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_colours_for_print_become_those_of_screens(kind):
    photo = kept(upload(kind=kind, mode="CMYK"))
    assert (photo.format, photo.mode) == ("JPEG", "RGB")


def test_a_phones_picture_with_another_behind_it_is_its_first():
    second = Image.new("RGB", (10, 10))
    photo = kept(upload(kind="MPO", save_all=True, append_images=[second]))
    assert (photo.format, photo.size) == ("JPEG", (60, 40))


@pytest.mark.parametrize(
    ("name", "kind", "kept_as"),
    [
        ("Awa Sow à Niamey.JPEG", "JPEG", "awa-sow-a-niamey.jpg"),
        ("photo.jpg", "PNG", "photo.png"),
        ("../../settings.gif", "GIF", "settings.png"),
        ("日本.exe", "WEBP", "picture.webp"),
    ],
)
def test_the_name_is_safe_and_its_end_that_of_the_content(name, kind, kept_as):
    assert cleaned(upload(name, kind=kind)).name == kept_as


def test_transparency_stays():
    assert kept(upload("logo.png", kind="PNG", mode="RGBA")).mode == "RGBA"


@pytest.mark.parametrize(
    ("tags", "credit"),
    [
        ({"artist": "Awa Sow"}, "Awa Sow"),
        ({"artist": "Aïssata Ouédraogo".encode()}, "Aïssata Ouédraogo"),
        ({"artist": "Aïssata".encode("latin-1")}, "Aïssata"),
        ({"artist": "Awa Sow", "copyright": "OIM\0 2026"}, "OIM 2026"),
        ({}, ""),
    ],
)
def test_a_credit_in_the_file_is_proposed(tags, credit):
    assert cleaned(upload(exif=exif(**tags))).credit == credit


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("setup.jpg", b"MZ\x90\0" + b"\0" * 500, "“setup.jpg” is no picture, whatever its name says"),
        ("page.jpg", b"<html><script>", "is no picture"),
        ("IMG_1.HEIC", HEIC, "is a HEIC picture"),
        ("logo.svg", SVG, "is a drawing (SVG)"),
        ("logo.jpg", b"\xef\xbb\xbf <?xml version='1.0'?>" + SVG, "is a drawing (SVG)"),
        ("half.jpg", picture_bytes(size=(400, 400))[:-900], "“half.jpg” is damaged"),
        ("half.png", picture_bytes("PNG", size=(400, 400))[:300], "“half.png” is damaged"),
    ],
)
def test_what_is_no_whole_picture_is_refused_with_the_reason(name, content, reason):
    with pytest.raises(ValidationError) as refusal:
        cleaned(upload(name, content))
    assert reason in refusal.value.messages[0]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_picture_that_moves_is_refused(kind):
    moving = upload(kind=kind, save_all=True, append_images=[Image.new("RGB", (60, 40), "red")])
    with pytest.raises(ValidationError, match="moves, or holds several pictures"):
        cleaned(moving)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_bomb_is_refused_before_it_is_opened(monkeypatch):
    bomb = upload("bomb.png", picture_bytes("PNG", (10_000, 10_000), "1"))
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda self: pytest.fail("opened"))
    with pytest.raises(ValidationError, match="has more than 64 million pixels"):
        cleaned(bomb)


def test_a_photo_too_heavy_is_told_its_weight_and_the_limit(settings):
    settings.PICTURE_MAX_BYTES = 1024
    with pytest.raises(ValidationError) as refusal:
        cleaned(upload("lourde.jpg", b"\xff\xd8\xff" + b"\0" * 2045))
    assert (
        refusal.value.messages[0]
        .replace("\xa0", " ")
        .startswith("“lourde.jpg” has 2.0 KB; a picture may have at most 1.0 KB. Export it as JPEG with 6000 pixels")
    )
