"""A working copy has the pixels of a picture and nothing else of it; no picture hurts the desk."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from review.parsing.pictures import JPEG, PNG, Trouble, working_copy

SECRETS = (b"Maresk", b"Harrow 12", b"Exif", b"ICC_PROFILE", b"iCCP", b"xmpmeta", b"http://ns")
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Ilan Maresk</x:xmpmeta>"


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Image.Image:
    """Its left half is dark, its right half light."""
    made = Image.new(mode, size)
    light = Image.new(mode, (size[0] // 2, size[1]), tuple([200] * len(made.getbands()))[0:4]
                      if len(made.getbands()) > 1 else 200)  # fmt: skip
    made.paste(light, (size[0] // 2, 0))
    return made


def exif(orientation: int = 1) -> bytes:
    data = Image.Exif()
    data[0x010F], data[0x013B], data[0x0112] = "Camera Harrow 12", "Ilan Maresk", orientation
    data.get_ifd(0x8825)[2] = (51.0, 30.0, 12.0)
    return data.tobytes()


def saved(made: Image.Image, kind: str, **more: Any) -> bytes:
    file = io.BytesIO()
    made.save(file, kind, **more)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(data))
    found.load()
    return found


def speaking_png() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Ilan Maresk")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(picture(), "PNG", pnginfo=words, exif=exif(), icc_profile=srgb())


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def speaking_jpeg() -> bytes:
    return saved(
        picture(), "JPEG", exif=exif(), xmp=XMP, comment=b"Ilan Maresk", icc_profile=srgb()
    )


TELLING = {
    "jpeg": (speaking_jpeg(), JPEG, JPEG),
    "png": (speaking_png(), PNG, PNG),
    "webp": (saved(picture(), "WEBP", exif=exif(), xmp=XMP, lossless=True), "image/webp", PNG),
    "tiff": (saved(picture(), "TIFF", exif=exif(), description="Ilan Maresk"), "image/tiff", PNG),
    "gif": (saved(picture("L"), "GIF", comment=b"Ilan Maresk"), "image/gif", PNG),
}


@pytest.mark.parametrize("name", TELLING)
def test_a_working_copy_tells_nothing_but_what_is_seen(name: str) -> None:
    data, media_type, becomes = TELLING[name]
    assert b"Maresk" in data
    made = working_copy(data, media_type)
    assert made.media_type == becomes
    for secret in SECRETS:
        assert secret not in made.data
    shown = opened(made.data)
    assert shown.size == (40, 30)
    assert not shown.getexif()
    assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("name", TELLING)
def test_a_working_copy_shows_the_same(name: str) -> None:
    shown = opened(working_copy(*TELLING[name][:2]).data).convert("L")
    dark, light = shown.getpixel((5, 15)), shown.getpixel((35, 15))
    assert isinstance(dark, int)
    assert isinstance(light, int)
    assert dark < 60
    assert light > 150


def test_a_working_copy_stands_the_way_up_that_the_camera_noted() -> None:
    turned = saved(picture(), "JPEG", exif=exif(orientation=6))
    assert opened(working_copy(turned, JPEG).data).size == (30, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA", "P", "I;16"])
def test_pngs_of_every_sort_are_copied(mode: str) -> None:
    made = Image.new(mode, (8, 8))
    assert opened(working_copy(saved(made, "PNG"), PNG).data).size == (8, 8)


def test_what_can_be_seen_through_stays_so() -> None:
    clear = Image.new("RGBA", (8, 8), (10, 20, 30, 0))
    assert opened(working_copy(saved(clear, "PNG"), PNG).data).getpixel((1, 1)) == (10, 20, 30, 0)
    palette = Image.new("P", (8, 8))
    shown = opened(working_copy(saved(palette, "GIF", transparency=0), "image/gif").data)
    pixel = shown.getpixel((1, 1))
    assert isinstance(pixel, tuple)
    assert pixel[3] == 0


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_jpegs_of_other_colours_are_copied(mode: str) -> None:
    shown = opened(working_copy(saved(picture(mode), "JPEG"), JPEG).data)
    assert shown.mode == ("L" if mode == "L" else "RGB")


def test_colours_of_a_camera_are_turned_into_common_ones() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (srgb(), lab, b"no profile at all"):
        data = saved(picture(), "JPEG", icc_profile=profile)
        assert opened(working_copy(data, JPEG).data).size == (40, 30)


@pytest.mark.parametrize("media_type", ["image/heic", "image/svg+xml", "image/x-canon-cr2"])
def test_kinds_that_are_not_read_are_named_with_what_would_work(media_type: str) -> None:
    with pytest.raises(Trouble, match=r"HEIC|SVG|image/x-canon-cr2") as said:
        working_copy(b"whatever", media_type)
    assert "JPEG" in said.value.remedy


def huge_png() -> bytes:
    """Says that it has 40,000 by 40,000 pixels, in a hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no picture"),
        (b"GIF89a", "no picture|breaks off"),
        (b"%PDF-1.7 not a picture", "no picture"),
        (saved(picture(), "JPEG")[:400], "breaks off|no picture"),
        (saved(picture(size=(400, 300)), "PNG")[:-60], "breaks off"),
        (huge_png(), "million pixels"),
    ],
    ids=["empty", "head alone", "another kind", "half a JPEG", "half a PNG", "a bomb"],
)
def test_what_is_no_whole_picture_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Trouble, match=said):
        working_copy(data, JPEG)


def test_a_picture_that_needs_too_much_memory_hurts_nobody() -> None:
    with pytest.raises(Trouble, match=r"more memory|breaks off"):
        working_copy(huge_png(), PNG, most_pixels=10**10)
