"""Small real pictures, made where a test needs them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

GPS = {1: "N", 2: (13.0, 30.0, 49.0), 3: "E", 4: (2.0, 6.0, 30.0)}
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>13,30.8N</exif:GPSLatitude></x:xmpmeta>'
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(**tags) -> Image.Exif:
    """`orientation`, `artist`, `copyright`; always with the place, Niamey, and the camera's serial number."""
    written = Image.Exif()
    written[0x0110] = "CameraOfAwa"
    written.get_ifd(0x8825).update(GPS)
    for name, tag in {"orientation": 0x0112, "artist": 0x013B, "copyright": 0x8298}.items():
        if name in tags:
            written[tag] = tags[name]
    return written


def picture_bytes(kind="JPEG", size=(60, 40), mode="RGB", **options) -> bytes:
    """The left half is lighter than the right."""
    picture = Image.new(mode, size)
    picture.paste(255 if mode == "L" else (200,) * len(picture.getbands()), (0, 0, size[0] // 2, size[1]))
    written = BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def upload(name="photo.jpg", content=None, **options) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(**options) if content is None else content)
