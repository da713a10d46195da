"""What OBS draws, in pixels."""

from __future__ import annotations

import base64
from collections.abc import Callable

from chatbot.obs.link import ObsLink
from tests.peers.obs_real import CANVAS

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""
CARD: Box = (922, 514, 1248, 690)
PRICE: Box = (940, 575, 1240, 645)
ARROW: Box = (1000, 420, 1180, 510)
GOLD, SHADE = (255, 200, 92), (56, 44, 52)


class Picture:
    """What OBS draws of a source, on its canvas."""

    def __init__(self, ppm: bytes) -> None:
        magic, size, most, self._pixels = ppm.split(b"\n", 3)
        self.width, self.height = map(int, size.split())
        assert (magic, most) == (b"P6", b"255")

    def near(self, colour: tuple[int, int, int], box: tuple[int, int, int, int]) -> float:
        """The share of the box (left, top, right, bottom) that has about this colour."""
        left, top, right, bottom = box
        hits = 0
        for y in range(top, bottom):
            row = self._pixels[(y * self.width + left) * 3 : (y * self.width + right) * 3]
            for x in range(0, len(row), 3):
                hits += all(abs(row[x + i] - colour[i]) < 24 for i in range(3))
        return hits / ((right - left) * (bottom - top))


async def picture(link: ObsLink, source: str) -> Picture:
    """A picture of a source, once OBS has drawn what was last changed."""
    shown = await link.ask(
        "GetSourceScreenshot",
        sourceName=source,
        imageFormat="ppm",
        imageWidth=CANVAS[0],
        imageHeight=CANVAS[1],
    )
    return Picture(base64.b64decode(shown["imageData"].partition(",")[2]))


async def until(link: ObsLink, source: str, true: Callable[[Picture], bool]) -> Picture:
    """The picture of a source that this holds of: OBS draws ten times a second here."""
    for _ in range(400):
        if true(shown := await picture(link, source)):
            return shown
    raise AssertionError(f"OBS does not draw {source} so")
