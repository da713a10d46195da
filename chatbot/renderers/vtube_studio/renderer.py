"""A Live2D model in VTube Studio: hotkeys for what it does, injected parameters for its mouth."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
from typing import TYPE_CHECKING, Any

from chatbot.errors import AuthFailed, ConfigError, NotReady, did_you_mean
from chatbot.renderers.nearest import EXPRESSIONS, GESTURES, nearest
from chatbot.renderers.outside import NEUTRAL, OutsideRenderer
from chatbot.renderers.vtube_studio.api import Api, VtsError, remedy
from chatbot.renderers.vtube_studio.hotkeys import Hotkey, Mapped, map_hotkeys, read_hotkeys
from chatbot.renderers.wire import Caps

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from chatbot.renderer_config import VTubeStudioConfig
    from chatbot.renderers.outside import Deed, Face
    from chatbot.renderers.vtube_studio.tokens import Tokens

__all__ = ["PLUGIN", "VTubeStudio"]

PLUGIN = {"pluginName": "chatbot live host", "pluginDeveloper": "chatbot project"}
POPUP_WITHIN_S = 170.0
LOOK_AGAIN_S = 2.0
IMAGES_PERMISSION = "LoadCustomImagesAsItems"
AGAIN = {8, 50}
"""Errors after which the permission has to be asked for again."""
SHRUGGED = {200, 203}
"""Errors that cost one motion and nothing else."""


class VTubeStudio(OutsideRenderer):
    """`tokens` keep the permission given; `picture` returns a product's image file by its sku.

    It raises ConfigError where the picture cannot be used, and returns None where there is none.
    """

    frames_per_s = 30.0
    idle_every_s = 0.5  # VTube Studio takes a parameter back after a second without a value
    connect_within_s = 180.0  # somebody has to see the question and click

    def __init__(
        self,
        config: VTubeStudioConfig,
        tokens: Tokens,
        *,
        picture: Callable[[str], Awaitable[bytes | None]] | None = None,
    ) -> None:
        self.name, self.where = config.called, config.url
        self._config, self._tokens, self._picture = config, tokens, picture
        self._api: Api | None = None
        self.mapped = Mapped({}, {})
        self._pose: tuple[str, str] | None = None  # gesture, expression file that is on for it
        self._mood: str | None = None  # expression file that is on
        self._item: str | None = None
        self._with_items = False
        self._human = False
        self._model_changed = False
        self._allowed = False
        self._about = ""
        self.hotkeys: tuple[Hotkey, ...] = ()
        self.parameters: tuple[str, ...] = ()

    # --- connecting ---------------------------------------------------------------------

    async def connect(self) -> str:
        """Connect, ask for permission where there is none, and read the model.

        Raises:
            NotReady: nobody listens, or nobody answered VTube Studio's question.
            AuthFailed: somebody clicked Deny.
        """
        self._pose = self._mood = self._item = None
        self._allowed = False
        api = self._api = await Api.open(self._config.url, self._event)
        try:
            state = await api.ask("APIState")
            await self._permission(api)
            self._allowed = True
            await self._parameters(api)
            await api.ask(
                "EventSubscription",
                {"eventName": "ModelLoadedEvent", "subscribe": True, "config": {}},
            )
            if self._config.item is not None:
                await self._may_load(api)
            self._about = f"VTube Studio {state.get('vTubeStudioVersion', '')}".strip()
            return await self._model(api)
        except VtsError as error:
            raise NotReady(str(error)) from error

    async def _permission(self, api: Api) -> None:
        token = self._tokens.get(self._config.url)
        if token is not None and await self._session(api, token):
            return
        self.notice("VTube Studio asks whether this program may control it: click Allow there")
        try:
            answer = await api.ask("AuthenticationToken", PLUGIN, within_s=POPUP_WITHIN_S)
        except TimeoutError as error:
            raise NotReady("nobody answered the question in VTube Studio: click Allow") from error
        except VtsError as error:
            if error.number == 50:
                self._tokens.keep(self._config.url, None)
                raise AuthFailed(str(error)) from error
            raise
        token = str(answer.get("authenticationToken", ""))
        if not await self._session(api, token):
            raise NotReady("VTube Studio does not take the permission it has just given")
        self._tokens.keep(self._config.url, token)

    async def _session(self, api: Api, token: str) -> bool:
        answer = await api.ask("Authentication", {**PLUGIN, "authenticationToken": token})
        return answer.get("authenticated") is True

    async def _parameters(self, api: Api) -> None:
        """Read what can be moved, and make what `visemes` names and is not there."""
        answer = await api.ask("InputParameterList")
        listed = [*answer.get("defaultParameters", ()), *answer.get("customParameters", ())]
        known = tuple(str(each.get("name")) for each in listed if isinstance(each, dict))
        for name in self._config.mouth:
            if name not in known:
                raise NotReady(
                    f"mouth: VTube Studio has no parameter {name!r}{did_you_mean(name, known)}"
                )
        for name in dict.fromkeys(self._config.visemes.values()):
            if name in known:
                continue
            made = {
                "parameterName": name,
                "explanation": "how far a mouth shape is there, from 0 to 1",
                "min": 0,
                "max": 1,
                "defaultValue": 0,
            }
            await api.ask("ParameterCreation", made)
        self.parameters = known

    async def _may_load(self, api: Api) -> None:
        self.notice("VTube Studio asks whether pictures may be loaded: click Allow there")
        ask = {"requestedPermission": IMAGES_PERMISSION}
        try:
            answer = await api.ask("Permission", ask, within_s=POPUP_WITHIN_S)
        except TimeoutError as error:
            raise NotReady("nobody answered the question in VTube Studio: click Allow") from error
        self._with_items = bool(answer.get("grantSuccess"))

    async def _model(self, api: Api) -> str:
        """Read the loaded model's hotkeys; returns words about it."""
        answer = await api.ask("HotkeysInCurrentModel")
        self.hotkeys = read_hotkeys(answer.get("availableHotkeys"))
        config = self._config
        self.mapped = map_hotkeys(self.hotkeys, config.gestures, config.expressions)
        self.caps = Caps(
            audio="none",
            lipsync="visemes" if config.visemes else "volume",
            gestures=tuple(self.mapped.gestures)[:64],
            expressions=tuple(self.mapped.expressions)[:64],
            overlay=False,
        )
        if not answer.get("modelLoaded"):
            return f"{self._about}, no model is loaded: load one there"
        words = [f"{self._about}, model {answer.get('modelName', '')}"]
        words += self.mapped.wrongs
        if config.item is not None and not self._with_items:
            words.append(remedy(9, "no pictures of products"))
        return "; ".join(words)

    async def allowed(self) -> None:
        """Wait for a permission that `chatbot renderer inspect` was given meanwhile."""
        while True:  # another process writes it
            if self._tokens.get(self._config.url) is not None:
                return
            await asyncio.sleep(LOOK_AGAIN_S)

    async def watch(self) -> None:
        """Return once the connection is lost."""
        if self._api is not None:
            await self._api.read()

    def _event(self, name: str, data: Mapping[str, Any]) -> None:
        if name == "ModelLoadedEvent" and data.get("modelLoaded"):
            self._model_changed = True

    # --- performing ---------------------------------------------------------------------

    async def perform(self, deed: Deed) -> None:
        """Trigger the hotkey of a motion or a face, or show a product."""
        if self._human:
            return
        name = str(deed.command.get("name") or deed.kind)
        if deed.kind in ("gesture", "point_to_buy"):
            gestures = self.mapped.gestures
            hotkey = gestures.get(nearest(name, tuple(gestures), GESTURES) or "")
            if hotkey is not None:
                await self._gesture(name, hotkey)
        elif deed.kind == "expression":
            expressions = self.mapped.expressions
            near = nearest(name, tuple(expressions), EXPRESSIONS) or ""
            await self._express(expressions.get(near) if name != "neutral" else None)
        elif deed.kind == "show_product":
            await self._show(str(deed.command.get("sku", "")))

    async def _gesture(self, name: str, hotkey: Hotkey) -> None:
        if hotkey.expression is None:
            await self._do("HotkeyTrigger", {"hotkeyID": hotkey.id})
            return
        await self._rest_pose()
        if await self._switch(hotkey.expression, True):
            self._pose = (name, hotkey.expression)

    async def _express(self, hotkey: Hotkey | None) -> None:
        wanted = hotkey.expression if hotkey is not None else None
        if self._mood is not None and self._mood != wanted:
            file, self._mood = self._mood, None
            await self._switch(file, False)
        if hotkey is None:
            return
        if wanted is None:  # an animation: it ends by itself
            await self._do("HotkeyTrigger", {"hotkeyID": hotkey.id})
        elif self._mood is None and await self._switch(wanted, True):
            self._mood = wanted

    async def _rest_pose(self) -> None:
        if self._pose is not None:
            (_, file), self._pose = self._pose, None
            await self._switch(file, False)

    async def _switch(self, file: str, on: bool) -> bool:
        """A toggle's hotkey would not know which way; the expression itself does."""
        data = {"expressionFile": file, "active": on, "fadeTime": 0.25}
        return await self._do("ExpressionActivation", data) is not None

    async def _do(self, kind: str, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Ask; a refusal is told and costs this motion only."""
        if self._api is None:
            return None
        try:
            return await self._api.ask(kind, data)
        except VtsError as error:
            if error.number in AGAIN:
                self._tokens.keep(self._config.url, None)
                raise NotReady(str(error)) from error
            if error.number not in SHRUGGED:
                self.notice(f"{kind}: {error}")
            return None

    # --- the mouth ----------------------------------------------------------------------

    async def frame(self, face: Face) -> None:
        """Send the mouth, and let go of what is over."""
        if self._model_changed and self._api is not None:
            self._model_changed = False
            self._pose = self._mood = None
            try:
                self.notice(await self._model(self._api))
            except VtsError as error:
                raise NotReady(str(error)) from error
        if self._human:
            return  # the person's own face moves the model
        if self._pose is not None and not face.gesture:
            await self._rest_pose()
        if self._mood is not None and not face.expressions:
            await self._express(None)
        await self._inject(face)

    async def _inject(self, face: Face) -> None:
        values = dict.fromkeys(self._config.mouth, face.open)
        for viseme, name in self._config.visemes.items():
            weight = face.visemes.get(viseme, 0.0)
            values[name] = max(weight, values.get(name, 0.0)) if name in values else weight
        data = {
            "faceFound": True,
            "mode": "set",
            "parameterValues": [{"id": name, "value": value} for name, value in values.items()],
        }
        if self._api is None:
            return
        try:
            await self._api.ask("InjectParameterData", data)
        except VtsError as error:
            if error.number in AGAIN:
                self._tokens.keep(self._config.url, None)
            raise NotReady(str(error)) from error

    # --- what stands --------------------------------------------------------------------

    async def show(self, what: str, value: Any) -> None:
        """A person who takes over moves the model; a product that is gone is taken away."""
        if what == "product" and value is None:
            await self._unload()
        elif what == "state":
            human = value == "human_on"
            if human and not self._human:
                await self.stop()
                await self._unload()
            self._human = human

    async def _show(self, sku: str) -> None:
        item = self._config.item
        if item is None or not self._with_items or self._picture is None:
            return
        await self._unload()
        try:
            image = await self._picture(sku)
        except ConfigError as error:
            self.notice(str(error))
            return
        kind = _kind(image) if image else None
        if image is None or kind is None:
            return
        # the name has to be of letters and digits, 8 to 32 of them with its ending
        name = f"product{hashlib.sha256(image).hexdigest()[:12]}.{kind}"
        data = {
            "fileName": name,
            "positionX": item.x,
            "positionY": item.y,
            "size": item.size,
            "rotation": 0,
            "fadeTime": 0.3,
            "order": 10,
            "failIfOrderTaken": False,
            "smoothing": 0,
            "censored": False,
            "flipped": False,
            "locked": False,
            "unloadWhenPluginDisconnects": True,
            "customDataBase64": base64.b64encode(image).decode(),
            "customDataAskUserFirst": False,
        }
        answer = await self._do("ItemLoad", data)
        self._item = str(answer["instanceID"]) if answer and "instanceID" in answer else None

    async def _unload(self) -> None:
        if self._item is not None:
            gone, self._item = self._item, None
            await self._do("ItemUnload", {"instanceIDs": [gone]})

    async def stop(self) -> None:
        """Close the mouth and lower what is raised."""
        if self._human:
            return
        await self._inject(NEUTRAL)
        await self._rest_pose()
        await self._express(None)

    async def aclose(self) -> None:
        """Leave the model as it was, with its mouth closed."""
        api = self._api
        if api is None:
            return
        with contextlib.suppress(OSError, NotReady):
            if self._allowed:
                await self.stop()
                await self._unload()
        self._api = None
        await api.aclose()


def _kind(image: bytes) -> str | None:
    """The ending of the file, by how it begins; None for what VTube Studio does not take."""
    for start, ending in ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif")):
        if image.startswith(start):
            return ending
    return None
