"""A picture as it may be kept: still, upright, with nothing in its file but the pixels and their colour profile.

Whatever a camera or a program wrote beside them (place, names, comments, previews) stays outside: the pixels are
written anew. docs/decisions.md says what that costs.
"""

from contextlib import suppress
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, JpegImagePlugin

from contacts.names import slug_stem

KEPT_AS = {"JPEG": "JPEG", "MPO": "JPEG", "TIFF": "JPEG", "PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP"}
"""The format in which a picture of each accepted format is kept. Phones write MPO: a JPEG with more behind it."""
READ = [kind for kind in KEPT_AS if kind != "MPO"]  # Pillow opens it as JPEG
EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
TYPES = "image/jpeg,image/png,image/webp,image/gif,image/tiff"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
COPYRIGHT, ARTIST = 0x8298, 0x013B  # EXIF
LONGEST_NAME, LONGEST_CREDIT = 60, 200
NEW_QUALITY = 92  # of a JPEG whose pixels are no longer those of the file


class CleanPicture(ContentFile):
    """What `cleaned` made, with the credit that the camera's owner had written into the file."""

    def __init__(self, content: bytes, name: str, credit: str):
        super().__init__(content, name)
        self.credit = credit


def cleaned(file: File, name: str = "") -> CleanPicture:
    """The picture as it may be kept; a ValidationError says what is wrong with the file and what to do."""
    if isinstance(file, CleanPicture):
        return file
    name = PurePath(name or file.name or "").name
    _check_bytes(file, name)
    image = _opened(file, name)
    target, stem = KEPT_AS[image.format], slug_stem(PurePath(name).stem, LONGEST_NAME)
    try:
        return CleanPicture(_written(image, target), (stem or "picture") + EXTENSIONS[target], _credit(image))
    except Exception as error:  # a damaged file fails in as many ways as there are decoders
        message = _("“%(name)s” is damaged: it cannot be read to its end. Fetch or export it again.")
        raise ValidationError(message, params={"name": name}) from error


def _check_bytes(file: File, name: str) -> None:
    if file.size > settings.PICTURE_MAX_BYTES:
        message = _(
            "“%(name)s” has %(size)s; a picture may have at most %(limit)s. Export it as JPEG with %(side)s pixels"
            " on its longer side, and choose it again."
        )
        sizes = {"size": filesizeformat(file.size), "limit": filesizeformat(settings.PICTURE_MAX_BYTES)}
        raise ValidationError(message, params=sizes | {"name": name, "side": settings.PICTURE_LONGEST_SIDE})


def _opened(file: File, name: str) -> Image.Image:
    """The picture's header read, its pixels not yet."""
    file.seek(0)
    start = file.read(64)
    file.seek(0)
    try:
        image = Image.open(file, formats=READ)
        pixels = image.width * image.height
    except Image.DecompressionBombError:
        pixels = Image.MAX_IMAGE_PIXELS * 2
    except Exception as error:  # Pillow's readers of headers fail in many ways too
        raise ValidationError(_not_a_picture(start), params={"name": name}) from error
    if pixels > settings.PICTURE_MAX_PIXELS:
        message = _("“%(name)s” has more than %(limit)s million pixels. Export it smaller and choose it again.")
        raise ValidationError(message, params={"name": name, "limit": settings.PICTURE_MAX_PIXELS // 1_000_000})
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        message = _("“%(name)s” moves, or holds several pictures. Export the one to show as JPEG or PNG.")
        raise ValidationError(message, params={"name": name})
    return image


def _not_a_picture(start: bytes) -> str:
    if start[4:8] == b"ftyp" and start[8:12] in HEIC_BRANDS:
        return _(
            "“%(name)s” is a HEIC picture, which browsers do not show. On an iPhone choose Settings › Camera › Formats"
            " › Most Compatible; elsewhere open the picture and export it as JPEG."
        )
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<svg", b"<?xml")):
        return _("“%(name)s” is a drawing (SVG), which may hold programs. Export it as PNG.")
    return _("“%(name)s” is no picture, whatever its name says. Choose a JPEG, PNG, WebP, GIF or TIFF file.")


def _credit(image: Image.Image) -> str:
    tags = image.getexif()
    written = str(tags.get(COPYRIGHT) or tags.get(ARTIST) or "")
    with suppress(UnicodeError):
        written = written.encode("latin-1").decode()  # Pillow reads latin-1 where cameras write UTF-8
    return " ".join(written.replace("\0", " ").split())[:LONGEST_CREDIT]


def _written(image: Image.Image, target: str) -> bytes:
    quality = _quality(image, target)
    longest = settings.PICTURE_LONGEST_SIDE
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    image = _in_colours_of(target, ImageOps.exif_transpose(image))
    profile = image.info.get("icc_profile")
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    written = BytesIO()
    image.save(written, target, **quality, **({"icc_profile": profile} if profile else {}))
    return written.getvalue()


def _quality(image: Image.Image, target: str) -> dict:
    """A JPEG of unchanged size keeps its own tables, so that it loses next to nothing and does not grow."""
    is_small_enough = max(image.size) <= settings.PICTURE_LONGEST_SIDE
    if target == "JPEG" and getattr(image, "quantization", None) and image.mode in ("L", "RGB") and is_small_enough:
        return {"qtables": image.quantization, "subsampling": JpegImagePlugin.get_sampling(image)}
    return {"JPEG": {"quality": NEW_QUALITY}, "WEBP": {"quality": 95}, "PNG": {"optimize": False}}[target]


def _in_colours_of(target: str, image: Image.Image) -> Image.Image:
    if image.mode == "CMYK":
        return _from_print(image)
    shown = {"JPEG": ("L", "RGB"), "WEBP": ("RGB", "RGBA"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")}
    return image if image.mode in shown[target] else image.convert("RGB")


def _from_print(image: Image.Image) -> Image.Image:
    """A picture made for print, in the colours of screens: by its profile where it has one that can be read."""
    profile = image.info.pop("icc_profile", None)
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        shown = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")
    shown.info.pop("icc_profile", None)
    return shown
