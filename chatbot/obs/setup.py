"""Making our scenes in OBS and taking them out again; whatever else OBS holds is left alone.

A plan is made from what OBS has, shown, and only then carried out. What we make carries a mark in
its own settings, which OBS keeps with the scene collection: so a plan knows its own things, and
the undoing finds them whatever became of this machine.
"""

from __future__ import annotations

import base64
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chatbot.errors import ChatbotError
from chatbot.obs.layout import BROWSER, Item, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatbot.obs.link import ObsLink
    from chatbot.obs.survey import Found

__all__ = ["Change", "apply", "screenshot", "setup_plan", "undo_plan"]

NAME_TAKEN = "called {name!r}, which this program did not make: choose another name with --scene"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `does` is make-scene, make, place, set, unplace, remove or remove-scene."""

    does: str
    scene: str = ""
    name: str = ""
    item: Item | None = None
    settings: dict[str, Any] | None = None
    number: int = 0
    tells: str = ""


def setup_plan(found: Found, layout: Layout) -> list[Change]:
    """What has to be made or set; empty where everything is there.

    What the streamer has moved, restyled or hidden since stays so; of a stage that is there
    already, address, size and sound are set.

    Raises:
        ChatbotError: a name is taken by something that is not ours.
    """
    ours = found.our_scenes()
    changes: list[Change] = []
    for name in layout.scenes:
        if name not in found.scenes:
            changes.append(Change(does="make-scene", scene=name))
        elif name not in ours:
            raise ChatbotError(f"OBS has a scene {NAME_TAKEN.format(name=name)}")
        # Its items at once: what is cut between is marked as ours, and can be gone on with.
        for item in layout.items:
            if item.scene == name:
                changes += _wanted(item, found)
    return changes


def _wanted(item: Item, found: Found) -> list[Change]:
    if item.kind and item.name in found.inputs and item.name not in found.ours:
        raise ChatbotError(f"OBS has a source {NAME_TAKEN.format(name=item.name)}")
    if item.kind and item.name not in found.inputs:
        return [Change(does="make", item=item, scene=item.scene, name=item.name)]
    there = {placed.source for placed in found.scenes.get(item.scene, ())}
    changes: list[Change] = []
    if item.name not in there:
        changes.append(Change(does="place", item=item, scene=item.scene, name=item.name))
    if item.kind == BROWSER:
        changes += _corrected(item, found)
    return changes


def _corrected(item: Item, found: Found) -> list[Change]:
    has = found.ours[item.name]
    wrong = {key: value for key, value in item.settings.items() if has.get(key) != value}
    if not wrong:
        return []
    return [Change(does="set", name=item.name, settings=wrong, tells=item.tells)]


def undo_plan(found: Found) -> tuple[list[Change], list[str]]:
    """What is taken out, and what stays although it stands in a scene of ours.

    Raises:
        ChatbotError: one of the scenes is on the air.
    """
    scenes = found.our_scenes()
    ours = {*found.ours, *scenes}
    kept: list[str] = []
    emptied: list[str] = []
    for name in scenes:
        others = [p.source for p in found.scenes[name] if p.source not in ours]
        if others:
            emptied.append(name)
            kept.append(f"the scene {name!r} stays: it holds {', '.join(map(repr, others))}")
    gone = [name for name in scenes if name not in emptied]
    if found.live and found.program in gone:
        raise ChatbotError(
            f"OBS is on the air with the scene {found.program!r}: switch to another scene first"
        )
    changes = [
        Change(does="unplace", scene=scene, name=placed.source, number=placed.item)
        for scene, items in found.scenes.items()
        if scene not in gone
        for placed in items
        if placed.source in ours
    ]
    # What nests goes before what is nested: OBS keeps a scene alive as long as another shows it.
    changes += [Change(does="remove-scene", scene=name) for name in reversed(gone)]
    changes += [Change(does="remove", name=name) for name in sorted(found.ours)]
    return changes, kept


async def apply(link: ObsLink, changes: Sequence[Change]) -> None:
    """Carry out a plan in order. What was made is taken out again where it cannot be finished.

    Raises:
        ObsRefused: OBS will not do one of these.
        ConnectionError: the connection is lost.
    """
    done: list[Change] = []
    try:
        for change in changes:
            done.append(change)
            await _do(link, change)
    except BaseException:
        with contextlib.suppress(ChatbotError, OSError):
            for change in reversed(done):
                await _take_back(link, change)
        raise


async def _do(link: ObsLink, change: Change) -> None:
    match change.does:
        case "make-scene":
            await link.ask("CreateScene", sceneName=change.scene)
        case "make" | "place":
            await _put(link, change)
        case "set":
            await link.ask(
                "SetInputSettings",
                inputName=change.name,
                inputSettings=change.settings,
                overlay=True,
            )
        case "unplace":
            await link.ask("RemoveSceneItem", sceneName=change.scene, sceneItemId=change.number)
        case "remove-scene":
            await link.ask("RemoveScene", sceneName=change.scene)
        case "remove":
            # Gone already where only a removed scene held it.
            await link.may("RemoveInput", inputName=change.name)


async def _put(link: ObsLink, change: Change) -> None:
    item = change.item
    assert item is not None
    if change.does == "make":
        made = await link.ask(
            "CreateInput",
            sceneName=item.scene,
            inputName=item.name,
            inputKind=item.kind,
            inputSettings=item.settings,
            sceneItemEnabled=item.shown,
        )
    else:
        made = await link.ask(
            "CreateSceneItem",
            sceneName=item.scene,
            sourceName=item.name,
            sceneItemEnabled=item.shown,
        )
    if item.box is not None:
        await link.ask(
            "SetSceneItemTransform",
            sceneName=item.scene,
            sceneItemId=made["sceneItemId"],
            sceneItemTransform=item.box.transform(),
        )


async def _take_back(link: ObsLink, change: Change) -> None:
    if change.does == "make-scene":
        await link.may("RemoveScene", sceneName=change.scene)
    elif change.does == "make":
        await link.may("RemoveInput", inputName=change.name)


async def screenshot(link: ObsLink, source: str, *, width: int = 1280) -> bytes:
    """A PNG of a scene or a source as OBS draws it now.

    Raises:
        ObsRefused: there is none of that name, or it has no picture.
        ConnectionError: the connection is lost.
    """
    video = await link.ask("GetVideoSettings")
    base = int(video["baseWidth"]), int(video["baseHeight"])
    shown = await link.ask(
        "GetSourceScreenshot",
        sourceName=source,
        imageFormat="png",
        imageWidth=max(8, min(4096, width)),
        imageHeight=max(8, min(4096, round(width * base[1] / base[0]))),
    )
    return base64.b64decode(shown["imageData"].partition(",")[2])
