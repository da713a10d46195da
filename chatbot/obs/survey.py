"""What is in OBS: read once, then planned against. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chatbot.obs.layout import MARK

if TYPE_CHECKING:
    from chatbot.obs.link import ObsLink

__all__ = ["Found", "Placed", "survey"]


@dataclass(frozen=True, slots=True)
class Placed:
    """One thing in a scene: its source's name, and the number OBS knows it by there."""

    source: str
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What OBS has now. `ours` are the settings of the sources that we made, by name."""

    version: str
    platform: str
    collection: str
    kinds: frozenset[str]
    canvas: tuple[int, int]
    program: str
    live: bool
    scenes: Mapping[str, tuple[Placed, ...]]
    inputs: frozenset[str]
    ours: Mapping[str, Mapping[str, Any]]

    def our_scenes(self) -> tuple[str, ...]:
        """Scenes that we made: named so by what we made, and holding some of it or nothing yet."""
        named = {name for each in self.ours.values() for name in str(each[MARK]).split("\n")}
        found: list[str] = []
        # A scene that holds only our other scenes is found once those are.
        for _ in range(2):
            known = {*self.ours, *found}
            found += [
                name
                for name in named
                if name not in found
                and name in self.scenes
                and (not (items := self.scenes[name]) or any(p.source in known for p in items))
            ]
        return tuple(sorted(found, key=lambda name: -len(name)))


async def survey(link: ObsLink) -> Found:
    """Read scenes, sources and what this OBS can do.

    Raises:
        ObsRefused: OBS does not answer one of these.
        ConnectionError: the connection is lost.
    """
    about = link.about
    kinds = (await link.ask("GetInputKindList"))["inputKinds"]
    video = await link.ask("GetVideoSettings")
    collections = await link.ask("GetSceneCollectionList")
    listed = await link.ask("GetSceneList")
    scenes = {}
    for name in [scene["sceneName"] for scene in listed["scenes"]]:
        held = await link.may("GetSceneItemList", sceneName=name)
        if held is not None:  # it may be gone meanwhile
            items = held["sceneItems"]
            scenes[name] = tuple(Placed(i["sourceName"], i["sceneItemId"]) for i in items)
    inputs = [each["inputName"] for each in (await link.ask("GetInputList"))["inputs"]]
    ours = {}
    for name in inputs:
        told = await link.may("GetInputSettings", inputName=name)  # gone meanwhile: not ours
        if told and told["inputSettings"].get(MARK):
            ours[name] = told["inputSettings"]
    streaming = await link.may("GetStreamStatus") or {}
    recording = await link.may("GetRecordStatus") or {}
    return Found(
        version=str(about.get("obsVersion", "?")),
        platform={"windows": "windows", "macos": "macos", "osx": "macos"}.get(
            str(about.get("platform")), "linux"
        ),
        collection=collections["currentSceneCollectionName"],
        kinds=frozenset(kinds),
        canvas=(int(video["baseWidth"]), int(video["baseHeight"])),
        program=listed["currentProgramSceneName"] or "",
        live=bool(streaming.get("outputActive") or recording.get("outputActive")),
        scenes=scenes,
        inputs=frozenset(inputs),
        ours=ours,
    )
