"""A product's picture: small, a picture, and never fetched from inside."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from chatbot.errors import ConfigError
from chatbot.renderers.pictures import MOST_BYTES, picture_of

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


async def test_a_picture_stands_beside_the_show(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PIXEL)
    assert await picture_of("a.png", tmp_path) == PIXEL


@pytest.mark.parametrize(
    ("image", "told"),
    [
        ("b.png", "the picture b.png cannot be read: No such file"),
        ("text.png", "the picture text.png is no PNG, JPG or GIF: save it as one of these"),
        ("big.png", "the picture big.png is over 5 MB: make it smaller"),
        ("ftp://shop.example/a.png", "is no address of a picture"),
        ("http://[oops/a.png", "is no address of a picture"),
        ("http://127.0.0.1:8001/a.png", "points inside (127.0.0.1): save the picture beside the"),
        ("http://localhost/a.png", "the picture's host localhost points inside"),
        ("http://169.254.169.254/latest/", "points inside (169.254.169.254)"),
        ("https://10.1.2.3/a.png", "points inside (10.1.2.3)"),
        ("https://[::ffff:192.168.1.1]/a.png", "points inside (::ffff:192.168.1.1)"),
        ("http://2130706433/a.png", "points inside (127.0.0.1)"),
        ("http://0x7f.1/a.png", "points inside (127.0.0.1)"),
    ],
)
async def test_what_is_no_usable_picture_says_what_to_do(
    image: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "text.png").write_text("no picture", "utf-8")
    (tmp_path / "big.png").write_bytes(PIXEL + bytes(MOST_BYTES))
    with pytest.raises(ConfigError) as wrong:
        await picture_of(image, tmp_path)
    assert told in str(wrong.value)
