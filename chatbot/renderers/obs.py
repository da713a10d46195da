"""OBS as a renderer: the card, AI label, arrow and scenes that `chatbot obs setup` makes.

Everything is found by its name, and found again when OBS says that its scenes have changed; what
is missing is left out and said.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from chatbot.errors import NotReady
from chatbot.obs.layout import ARROWS, Names
from chatbot.obs.link import ObsLink, ObsRefused, opened
from chatbot.obs.markers import Markers
from chatbot.obs.words import HOLDING, label_in, note_of
from chatbot.renderers.outside import OutsideRenderer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from chatbot.renderers.outside import Deed, Face

__all__ = ["ObsRenderer"]

GENERAL, CONFIG, SCENES, INPUTS, ITEMS = 1, 2, 4, 8, 128
"""The subscriptions of obs-websocket 5 to what moves or renames a thing."""
RENAMED = frozenset({
    "SceneItemCreated", "SceneItemRemoved", "SceneCreated", "SceneRemoved", "SceneNameChanged",
    "InputCreated", "InputRemoved", "InputNameChanged",
})  # fmt: skip
NOT_FOUND = 600
TIDY_WITHIN_S = 0.5
CARD = ("card back", "title", "price", "note")


class ObsRenderer(OutsideRenderer):
    """Drives the scenes called after `scene` in the OBS at `url`, in the language `lang`.

    `scenes` names the scene of a segment by its title; with `holding` the holding scene is shown
    while nobody hosts. From a scene that is none of these it never switches away: the streamer
    chose it. `markers` is the file for what came when in the recording.

    Raises:
        CannotGoOnAir: simpleobsws is not installed.
    """

    frames_per_s = 10.0
    connect_within_s = 15.0

    def __init__(
        self,
        url: str,
        password: str | None,
        *,
        scene: str = "Live room",
        scenes: Mapping[str, str] | None = None,
        holding: bool = False,
        markers: Path | None = None,
        lang: str = "en",
        name: str = "obs",
    ) -> None:
        from chatbot.obs.link import library

        library()
        self.name, self.where = name, url
        self._password, self._lang = password, lang
        self._names, self._scenes, self._holding = Names(scene), dict(scenes or {}), holding
        self._markers = Markers(markers)
        self._link: ObsLink | None = None
        self._open = contextlib.AsyncExitStack()
        self._gone = ""
        self._lost = asyncio.Event()
        self._numbers: dict[str, int | None] = {}
        self._state, self._segment = "", ""
        self._pointing: Any = None

    async def connect(self) -> str:
        """Open the connection and look what is there; returns what it is, and what is missing.

        Raises:
            AuthFailed: OBS refuses the password.
            NotReady: OBS does not answer, or none of our scenes is there.
        """
        await self.aclose()
        self._gone, self._pointing = "", None
        self._lost.clear()
        self._numbers.clear()
        events = GENERAL | CONFIG | SCENES | INPUTS | ITEMS
        link = await self._open.enter_async_context(
            opened(self.where, self._password, events=events)
        )
        link.on_event(self._heard)
        link.on_lost(self._lost.set)
        try:
            missing = await self._missing(link)
        except ObsRefused as refused:  # it loads another scene collection just now
            raise NotReady(str(refused)) from None
        await self._markers.check()
        self._link = link
        await self._card(shown=False)
        await self._arrow(None)
        told = f"OBS {link.about.get('obsVersion', '?')}"
        return "; ".join([told, *missing])

    async def _missing(self, link: ObsLink) -> list[str]:
        there = {each["sceneName"] for each in (await link.ask("GetSceneList"))["scenes"]}
        card, holding, main = self._names.scenes
        if main not in there and card not in there:
            raise NotReady(
                f"OBS has neither a scene {main!r} nor {card!r}: make them with chatbot obs setup, "
                "or choose the scene collection that has them in OBS's menu Scene Collection"
            )
        wanted = {*self._scenes.values(), *([holding] if self._holding else [])}
        return [f"it has no scene {name!r}" for name in sorted(wanted - there)]

    def _heard(self, event: str, data: Mapping[str, Any]) -> None:
        if event in RENAMED:
            self._numbers.clear()
        elif event == "CurrentSceneCollectionChanged":
            self._gone = "OBS has another scene collection now"
            self._lost.set()
        elif event == "ExitStarted":
            self._gone = "OBS was closed"
            self._lost.set()

    async def watch(self) -> None:
        """See `OutsideRenderer`.

        Raises:
            ConnectionError: OBS was closed, or shows another scene collection.
        """
        await self._lost.wait()
        raise ConnectionError(self._gone or f"OBS at {self.where} is gone: start it again")

    # -- what is shown -------------------------------------------------------------------

    async def perform(self, deed: Deed) -> None:
        """Put a product on the card."""
        if deed.kind != "show_product":
            return
        product = deed.command
        title = str(product.get("title") or "")
        texts = {
            "title": title,
            "price": str(product.get("price") or ""),
            "note": note_of(product, self._lang),
        }
        await self._card(shown=True, texts=texts)
        await self._mark(title)

    async def frame(self, face: Face) -> None:
        """Show the arrow as long as the host points."""
        pointing = (face.anchor or "down") if face.gesture == "point_to_buy" else None
        if pointing != self._pointing:
            await self._arrow(pointing)

    async def show(self, what: str, value: Any) -> None:
        """Show who is on, what the host is doing, and the segment's scene."""
        if what == "label":
            await self._say({"AI label": label_in(value, self._lang)})
        elif what == "state":
            if words := HOLDING.get(str(value)):
                title, line = words.get(self._lang[:2], words["en"])
                await self._say({"holding title": title, "holding words": line})
            self._state = str(value)
            await self._switch()
        elif what == "segment":
            self._segment = str(value)
            await self._switch()
            await self._mark(self._segment)

    async def stop(self) -> None:
        """Take the arrow away."""
        await self._arrow(None)

    async def aclose(self) -> None:
        """Take card and arrow away, and close; the label stays."""
        if self._link is not None:
            with contextlib.suppress(OSError, NotReady):
                async with asyncio.timeout(TIDY_WITHIN_S):
                    await self._card(shown=False)
                    await self._arrow(None)
        self._link = None
        with contextlib.suppress(OSError):
            await self._open.aclose()

    # -- parts ---------------------------------------------------------------------------

    async def _card(self, *, shown: bool, texts: Mapping[str, str] | None = None) -> None:
        texts = texts or {}
        enabled = {part: shown and texts.get(part, "-") != "" for part in CARD}
        await self._do(texts, enabled)

    async def _arrow(self, anchor: Any) -> None:
        self._pointing = anchor
        texts = {} if anchor is None else {"arrow": ARROWS[_side(anchor)]}
        await self._do(texts, {"arrow": anchor is not None})

    async def _say(self, texts: Mapping[str, str]) -> None:
        await self._do(texts, {})

    async def _do(self, texts: Mapping[str, str], enabled: Mapping[str, bool]) -> None:
        """Set texts and show or hide things of the card scene, all in one frame."""
        link = self._link
        if link is None:
            return
        card = self._names.scenes[0]
        requests: list[tuple[str, dict[str, Any]]] = []
        for part, text in texts.items():
            name = self._names.of(part)
            requests.append(("SetInputSettings", _text(name, text)))
        for part, on in enabled.items():
            number = await self._number(link, card, self._names.of(part))
            if number is not None:
                placed = {"sceneName": card, "sceneItemId": number, "sceneItemEnabled": on}
                requests.append(("SetSceneItemEnabled", placed))
        if not requests:
            return
        try:
            await link.batch(*requests)
        except ObsRefused as refused:
            if refused.code != NOT_FOUND:
                raise NotReady(str(refused)) from None
            self._numbers.clear()  # the streamer took it out: the rest is shown

    async def _number(self, link: ObsLink, scene: str, source: str) -> int | None:
        """The number by which OBS knows this source in this scene, None where it is not there."""
        if source not in self._numbers:
            found = await link.may("GetSceneItemId", sceneName=scene, sourceName=source)
            self._numbers[source] = found["sceneItemId"] if found else None
        return self._numbers[source]

    async def _switch(self) -> None:
        """Have the scene on the air that is due, where the one on the air is one of ours."""
        link = self._link
        if link is None or not (self._holding or self._scenes):
            return
        _, holding, main = self._names.scenes
        wanted = self._scenes.get(self._segment, main)
        if self._holding and self._state in HOLDING:
            wanted = holding
        on_air = (await link.may("GetCurrentProgramScene") or {}).get("currentProgramSceneName")
        if on_air != wanted and on_air in {main, holding, *self._scenes.values()}:
            await link.may("SetCurrentProgramScene", sceneName=wanted)

    async def _mark(self, what: str) -> None:
        if self._link is not None and what:
            await self._markers.mark(self._link, what)


def _text(name: str, text: str) -> dict[str, Any]:
    return {"inputName": name, "inputSettings": {"text": text}, "overlay": True}


def _side(anchor: Any) -> str:
    """The side an anchor is on: a point counts from the picture's middle."""
    if isinstance(anchor, str):
        return anchor if anchor in ARROWS else "down"
    if not isinstance(anchor, dict):
        return "down"
    x, y = float(anchor.get("x", 0.5)) - 0.5, float(anchor.get("y", 1.0)) - 0.5
    if abs(x) > abs(y):
        return "right" if x > 0 else "left"
    return "down" if y > 0 else "up"
