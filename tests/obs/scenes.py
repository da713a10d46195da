"""An OBS with scenes, as far as we use them: what obs-websocket 5 answers and refuses."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from chatbot.obs.layout import Wish, layout_of
from chatbot.obs.link import opened
from chatbot.obs.setup import apply, setup_plan
from chatbot.obs.survey import survey
from tests.adapters.obs_server import Obs, Refused, serving

NOT_FOUND, EXISTS = 600, 601
PIXEL = base64.b64encode(b"\x89PNG one pixel").decode()
SCENES, SCENE_ITEMS = 1 << 2, 1 << 7


@dataclass
class Placed:
    """A scene item."""

    source: str
    number: int
    shown: bool
    transform: dict[str, Any] = field(default_factory=dict)


@dataclass
class ObsScenes(Obs):
    """Scenes, inputs and one program; `refuses` are requests that it will not do."""

    scenes: dict[str, list[Placed]] = field(default_factory=lambda: {"Mine": []})
    inputs: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    program: str = "Mine"
    recording: bool = False
    kinds: tuple[str, ...] = ("text_gdiplus_v2", "color_source_v3", "browser_source")
    chapters: list[str] | None = None
    refuses: set[str] = field(default_factory=set)
    _did: asyncio.Event = field(default_factory=asyncio.Event)
    _items: count[int] = field(default_factory=lambda: count(1))

    async def answer(self, request: str, data: dict[str, Any]) -> dict[str, Any] | None:
        """See `Obs.answer`."""
        if request in self.refuses:
            raise Refused(702, "it went wrong")
        found = getattr(self, f"on_{request}", None)
        if found is None:
            raise Refused(204, "Your request type is not valid.")
        answer: dict[str, Any] | None = found(**data)
        self._did.set()
        return answer

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until this holds; it is looked at after each request."""
        async with asyncio.timeout(20):
            while not true():
                self._did.clear()
                await self._did.wait()

    def item(self, scene: str, source: str) -> Placed:
        """The item of this source in this scene."""
        for placed in self._scene(scene):
            if placed.source == source:
                return placed
        raise Refused(NOT_FOUND, f"no {source} in {scene}")

    def text(self, name: str) -> str:
        """What a text source says."""
        return str(self.inputs[name][1]["text"])

    def _scene(self, name: str) -> list[Placed]:
        if name not in self.scenes:
            raise Refused(NOT_FOUND, f"No source was found by the name of `{name}`.")
        return self.scenes[name]

    def _number(self, scene: str, number: int) -> Placed:
        for placed in self._scene(scene):
            if placed.number == number:
                return placed
        raise Refused(NOT_FOUND, "No scene items were found in the specified scene by that ID.")

    # -- what is asked -------------------------------------------------------------------

    def on_GetVersion(self) -> dict[str, Any]:
        able = ["CreateRecordChapter"] if self.chapters is not None else []
        return {"obsVersion": "31.0.0", "platform": "windows", "availableRequests": able}

    def on_GetInputKindList(self) -> dict[str, Any]:
        return {"inputKinds": list(self.kinds)}

    def on_GetVideoSettings(self) -> dict[str, Any]:
        return {"baseWidth": 1920, "baseHeight": 1080}

    def on_GetSceneCollectionList(self) -> dict[str, Any]:
        return {"currentSceneCollectionName": "Untitled"}

    def on_GetSceneList(self) -> dict[str, Any]:
        listed = [{"sceneName": name} for name in self.scenes]
        return {"currentProgramSceneName": self.program, "scenes": listed}

    def on_GetSceneItemList(self, sceneName: str) -> dict[str, Any]:
        items = self._scene(sceneName)
        return {"sceneItems": [{"sourceName": p.source, "sceneItemId": p.number} for p in items]}

    def on_GetSceneItemId(self, sceneName: str, sourceName: str) -> dict[str, Any]:
        return {"sceneItemId": self.item(sceneName, sourceName).number}

    def on_GetInputList(self) -> dict[str, Any]:
        return {"inputs": [{"inputName": name} for name in self.inputs]}

    def on_GetInputSettings(self, inputName: str) -> dict[str, Any]:
        if inputName not in self.inputs:
            raise Refused(NOT_FOUND, "no such input")
        kind, settings = self.inputs[inputName]
        return {"inputKind": kind, "inputSettings": settings}

    def on_GetStreamStatus(self) -> dict[str, Any]:
        return {"outputActive": self.streaming, "outputReconnecting": False}

    def on_GetRecordStatus(self) -> dict[str, Any]:
        return {"outputActive": self.recording, "outputTimecode": "00:12:31.480"}

    def on_GetCurrentProgramScene(self) -> dict[str, Any]:
        return {"currentProgramSceneName": self.program, "sceneName": self.program}

    # -- what is changed -----------------------------------------------------------------

    def on_SetCurrentProgramScene(self, sceneName: str) -> None:
        self._scene(sceneName)
        self.program = sceneName

    def on_CreateScene(self, sceneName: str) -> None:
        if sceneName in self.scenes:
            raise Refused(EXISTS, "A source already exists by that scene name.")
        self.scenes[sceneName] = []

    def on_CreateInput(
        self,
        sceneName: str,
        inputName: str,
        inputKind: str,
        inputSettings: dict[str, Any],
        sceneItemEnabled: bool,
    ) -> dict[str, Any]:
        if inputName in self.inputs or inputName in self.scenes:
            raise Refused(EXISTS, "A source already exists by that input name.")
        self.inputs[inputName] = (inputKind, dict(inputSettings))
        return self.on_CreateSceneItem(sceneName, inputName, sceneItemEnabled)

    def on_CreateSceneItem(
        self, sceneName: str, sourceName: str, sceneItemEnabled: bool
    ) -> dict[str, Any]:
        placed = Placed(sourceName, next(self._items), sceneItemEnabled)
        self._scene(sceneName).append(placed)
        return {"sceneItemId": placed.number}

    def on_SetSceneItemTransform(
        self, sceneName: str, sceneItemId: int, sceneItemTransform: dict[str, Any]
    ) -> None:
        self._number(sceneName, sceneItemId).transform.update(sceneItemTransform)

    def on_SetSceneItemEnabled(
        self, sceneName: str, sceneItemId: int, sceneItemEnabled: bool
    ) -> None:
        self._number(sceneName, sceneItemId).shown = sceneItemEnabled

    def on_SetInputSettings(
        self, inputName: str, inputSettings: dict[str, Any], overlay: bool = True
    ) -> None:
        if inputName not in self.inputs:
            raise Refused(NOT_FOUND, f"No source was found by the name of `{inputName}`.")
        self.inputs[inputName][1].update(inputSettings)

    def on_RemoveSceneItem(self, sceneName: str, sceneItemId: int) -> None:
        self._scene(sceneName).remove(self._number(sceneName, sceneItemId))
        self._forget()

    def on_RemoveScene(self, sceneName: str) -> None:
        self._scene(sceneName)
        del self.scenes[sceneName]
        self._forget()

    def on_RemoveInput(self, inputName: str) -> None:
        if inputName not in self.inputs:
            raise Refused(NOT_FOUND, "no such input")
        for items in self.scenes.values():
            items[:] = [placed for placed in items if placed.source != inputName]
        del self.inputs[inputName]

    def on_GetSourceScreenshot(self, sourceName: str, **how: Any) -> dict[str, Any]:
        self._scene(sourceName)
        return {"imageData": f"data:image/png;base64,{PIXEL}"}

    def on_CreateRecordChapter(self, chapterName: str) -> None:
        if self.chapters is None:
            raise Refused(204, "Your request type is not valid.")
        self.chapters.append(chapterName)

    def _forget(self) -> None:
        """As OBS does: a source in no scene is gone."""
        held = {placed.source for items in self.scenes.values() for placed in items}
        self.inputs = {name: what for name, what in self.inputs.items() if name in held}


async def set_up(here: ObsScenes, scene: str = "Live room", lang: str = "en") -> None:
    """As `chatbot obs setup` does."""
    wish = Wish(scene=scene, lang=lang)
    async with opened(f"ws://127.0.0.1:{here.port}", here.password) as link:
        found = await survey(link)
        layout = layout_of(wish, canvas=found.canvas, kinds=found.kinds, platform="windows")
        await apply(link, setup_plan(found, layout))


@contextlib.asynccontextmanager
async def obs_scenes(password: str = "", *, port: int = 0, **what: Any) -> AsyncIterator[ObsScenes]:
    """An OBS on this machine, with scenes."""
    here = ObsScenes(password, **what)
    async with serving(here, port):
        yield here
