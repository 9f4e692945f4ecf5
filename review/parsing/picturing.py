"""The program in the cage: a picture on standard input, the same picture without metadata out.

Nothing of the file is taken over but its pixels: not where and when and with what it was taken,
no preview, no comment, no colour profile (its colours are turned into sRGB).
"""

import io
import json
import sys
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from review.domain.errors import Refusal
from review.parsing.pictures import JPEG, PNG, Trouble

_QUALITY = 92
_READERS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
_AS_THEY_ARE = frozenset({"1", "L", "LA", "RGB", "RGBA", "I;16"})


def main(arguments: list[str]) -> None:
    most_pixels = int(arguments[0])
    # What is more is refused in words below, and not by a warning.
    Image.MAX_IMAGE_PIXELS = None
    try:
        media_type, copy = _copied(most_pixels)
    except Refusal as trouble:
        _answer({"failure": trouble.message})
    else:
        _answer({"media_type": media_type}, copy)


def _answer(head: dict[str, str], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


def _copied(most_pixels: int) -> tuple[str, bytes]:
    try:
        with Image.open(sys.stdin.buffer, formats=_READERS) as picture:
            if picture.width * picture.height > most_pixels:
                raise Trouble(f"It has more than {most_pixels // 1_000_000} million pixels.")
            media_type = JPEG if picture.format == "JPEG" else PNG
            return media_type, _encoded(_upright(picture), media_type)
    except UnidentifiedImageError as error:
        raise Trouble("It is no picture that can be read here, or not a whole one.") from error
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError) as error:
        raise Trouble("It is damaged, or breaks off before its end.") from error


def _upright(picture: Image.Image) -> Image.Image:
    """The pixels the way up that the camera noted, in colours that need no profile."""
    profile = picture.info.get("icc_profile")
    shown = ImageOps.exif_transpose(picture)
    if profile and shown.mode in {"RGB", "RGBA", "L", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError):
            shown = _in_srgb(shown, profile)
    if shown.mode not in _AS_THEY_ARE:
        shown = shown.convert("RGBA" if shown.has_transparency_data else "RGB")
    shown.info = {}
    return shown


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    turned = ImageCms.profileToProfile(
        picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"),
        outputMode=mode,
    )  # fmt: skip
    return turned if turned is not None else picture


def _encoded(picture: Image.Image, media_type: str) -> bytes:
    copy = io.BytesIO()
    if media_type == JPEG:
        picture.convert("RGB" if picture.mode != "L" else "L").save(copy, "JPEG", quality=_QUALITY)
    else:
        picture.save(copy, "PNG")
    return copy.getvalue()
