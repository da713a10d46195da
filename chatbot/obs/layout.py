"""The scenes that `chatbot obs setup` makes: pure data, from the canvas and what OBS can do.

Three scenes: the room, its card (nested in it, so that the streamer can move it or set it into
scenes of their own) and a holding scene. Lengths are canvas pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chatbot.obs.words import HOLDING, face_of, sample_card

__all__ = [
    "ARROWS", "BROWSER", "MARK", "Box", "Item", "Layout", "Names", "Wish", "layout_of", "pick",
]  # fmt: skip

MARK = "live_room_host"
"""The key in a source's settings that says we made it; its value names our scenes, one a line."""
BROWSER = "browser_source"
TEXTS = (
    "text_gdiplus_v3", "text_gdiplus_v2", "text_gdiplus", "text_ft2_source_v2", "text_ft2_source",
)  # fmt: skip
COLOURS = ("color_source_v3", "color_source_v2", "color_source")
ARROWS = {"down": "▼", "up": "▲", "left": "◀", "right": "▶"}

MIDDLE, LEFT, TOP_LEFT = 0, 1, 5
"""Alignments, as OBS counts them."""
WHITE, SHADE, GOLD, NIGHT = 0xFFFFFFFF, 0xE6221A26, 0xFF5CC8FF, 0xFF2B1F26
"""Colours as OBS counts them: alpha, blue, green, red."""


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in OBS: everything begins with the main scene's name."""

    scene: str = "Live room"

    def of(self, part: str) -> str:
        """The `price` of `Live room` is called `Live room price`."""
        return f"{self.scene} {part}"

    @property
    def scenes(self) -> tuple[str, ...]:
        """The three scenes, nested ones first."""
        return self.of("card"), self.of("holding"), self.scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted: `page` is the stage's address, None without a face of ours in the picture."""

    scene: str = "Live room"
    page: str | None = None
    opaque: bool = False
    lang: str = "en"
    label: str = "AI-generated"


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands, and how large it may be at most; `align` within that."""

    x: float
    y: float
    width: float
    height: float
    align: int = TOP_LEFT

    def transform(self) -> dict[str, Any]:
        """As OBS is told: what is too large is made smaller, what fits stays as it is."""
        return {
            "positionX": round(self.x, 1),
            "positionY": round(self.y, 1),
            "alignment": TOP_LEFT,
            "boundsType": "OBS_BOUNDS_MAX_ONLY",
            "boundsAlignment": self.align,
            "boundsWidth": round(max(1.0, self.width), 1),
            "boundsHeight": round(max(1.0, self.height), 1),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing in one scene: a source of `kind` with its settings, or a scene (kind empty)."""

    scene: str
    name: str
    kind: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    box: Box | None = None
    shown: bool = True
    tells: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that is to be there; of each scene the lowest item first."""

    scenes: tuple[str, ...]
    items: tuple[Item, ...]


def pick(kinds: tuple[str, ...], have: frozenset[str]) -> str | None:
    """The first of these kinds that OBS has."""
    return next((kind for kind in kinds if kind in have), None)


def layout_of(
    wish: Wish, *, canvas: tuple[int, int], kinds: frozenset[str], platform: str
) -> Layout:
    """The scenes for this OBS. Without a browser source the stage's page is left out.

    Raises:
        ValueError: OBS has no text source or no colour source; the text names it.
    """
    text, colour = pick(TEXTS, kinds), pick(COLOURS, kinds)
    if text is None or colour is None:
        raise ValueError("text" if text is None else "colour")
    width, height = canvas
    names, unit = Names(wish.scene), min(canvas) / 100
    face = face_of(platform, wish.lang)
    mark = {MARK: "\n".join(names.scenes)}

    def words(said: str, px: float, tint: int = WHITE, *, edged: bool = False) -> dict[str, Any]:
        font = {"face": face, "size": round(px), "style": "", "flags": 0}
        inks = {"color": tint & 0xFFFFFF} if "gdiplus" in text else {"color1": tint, "color2": tint}
        return {"text": said, "font": font, **inks, "outline": edged, **mark}

    def plain(tint: int, box: Box) -> dict[str, Any]:
        return {"color": tint, "width": round(box.width), "height": round(box.height), **mark}

    whole = Box(0, 0, width, height)
    main, card, holding = wish.scene, names.of("card"), names.of("holding")
    items: list[Item] = []
    page = wish.page if BROWSER in kinds else None
    if page is not None:
        settings = {
            "url": page,
            "width": width,
            "height": height,
            "reroute_audio": True,
            "shutdown": False,
            "restart_when_active": False,
            "css": "",
            **mark,
        }
        ground = "its own room behind" if wish.opaque else "transparent"
        tells = f"the stage: {page}, {width} × {height}, {ground}, sound through OBS's mixer"
        items.append(
            Item(scene=main, name=names.of("stage"), kind=BROWSER, settings=settings, tells=tells)
        )
    aside = "hidden: the stage draws its own" if page is not None else ""
    items += [
        Item(scene=main, name=card, shown=page is None, tells=aside or "the card below, in place"),
        Item(
            scene=main,
            name=names.of("AI label"),
            kind=text,
            settings=words(wish.label, max(0.0355 * height, 13), edged=True),
            box=Box(4 * unit, 3 * unit, width - 8 * unit, 0.06 * height, LEFT),
            shown=page is None,
            tells=aside or f"“{wish.label}”",
        ),
    ]
    items += _card(card, names, wish, (width, height), (text, colour), words, plain)
    soon, more = HOLDING["soon"].get(wish.lang[:2], HOLDING["soon"]["en"])
    middle = Box(8 * unit, height / 2 - 13 * unit, width - 16 * unit, 14 * unit, MIDDLE)
    below = Box(8 * unit, height / 2 + 3 * unit, width - 16 * unit, 7 * unit, MIDDLE)
    items += [
        Item(
            scene=holding, name=names.of("holding back"), kind=colour, settings=plain(NIGHT, whole)
        ),
        Item(
            scene=holding,
            name=names.of("holding title"),
            kind=text,
            settings=words(soon, 10 * unit),
            box=middle,
            tells=f"“{soon}”, “{more}”",
        ),
        Item(
            scene=holding,
            name=names.of("holding words"),
            kind=text,
            settings=words(more, 4.5 * unit),
            box=below,
        ),
    ]
    return Layout(names.scenes, tuple(items))


def _card(
    scene: str,
    names: Names,
    wish: Wish,
    canvas: tuple[int, int],
    kinds: tuple[str, str],
    words: Any,
    plain: Any,
) -> list[Item]:
    """Title, price and a line beneath on a ground, at the bottom right, the arrow above them."""
    (width, height), (text, colour) = canvas, kinds
    unit = min(canvas) / 100
    wide = width > height * 0.8
    back = Box(0, 0, 46 * unit if wide else width - 8 * unit, 25 * unit)
    back = Box(width - 4 * unit - back.width, height - 4 * unit - back.height, *_size(back))
    inner = back.width - 6 * unit
    title, price, note = sample_card(wish.lang)

    def line(top: float, tall: float) -> Box:
        return Box(back.x + 3 * unit, back.y + top * unit, inner, tall * unit, LEFT)

    arrow = Box(back.x + back.width / 2 - 6 * unit, back.y - 12 * unit, 12 * unit, 11 * unit, 0)
    return [
        Item(
            scene=scene,
            name=names.of("card back"),
            kind=colour,
            settings=plain(SHADE, back),
            box=back,
        ),
        Item(
            scene=scene,
            name=names.of("title"),
            kind=text,
            settings=words(title, 5 * unit),
            box=line(2.5, 6.5),
            tells="the product's name",
        ),
        Item(
            scene=scene,
            name=names.of("price"),
            kind=text,
            settings=words(price, 8.5 * unit, GOLD),
            box=line(9.2, 9),
            tells="its price",
        ),
        Item(
            scene=scene,
            name=names.of("note"),
            kind=text,
            settings=words(note, 3.2 * unit),
            box=line(19, 4.2),
            tells="stock, number in the cart or address",
        ),
        Item(
            scene=scene,
            name=names.of("arrow"),
            kind=text,
            settings=words(ARROWS["down"], 12 * unit, GOLD, edged=True),
            box=arrow,
            shown=False,
            tells="shown while the host points",
        ),
    ]


def _size(box: Box) -> tuple[float, float]:
    return box.width, box.height
