"""What the fake VTube Studio holds, and how it answers each request."""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
import secrets
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection


__all__ = ["FREE", "LOST_AFTER_S", "Hotkey", "Refused", "Session", "Studio"]

FREE = {"APIState", "AuthenticationToken", "Authentication"}
LOST_AFTER_S = 1.0
IMAGES = "LoadCustomImagesAsItems"
PARAMETERS = (
    "FacePositionX", "FacePositionY", "FaceAngleX", "FaceAngleY", "FaceAngleZ", "MouthSmile",
    "MouthOpen", "Brows", "TongueOut", "EyeOpenLeft", "EyeOpenRight", "EyeLeftX", "EyeLeftY",
    "CheekPuff", "MouthX", "VoiceVolume", "VoiceFrequency", "VoiceA", "VoiceI", "VoiceU", "VoiceE",
    "VoiceO", "VoiceSilence", "VoiceVolumePlusMouthOpen",
)  # fmt: skip


class Refused(Exception):
    """The API refuses with this error id."""

    def __init__(self, number: int, message: str) -> None:
        self.number = number
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Hotkey:
    """A hotkey of the model; `file` is what it plays or switches."""

    name: str
    type: str = "TriggerAnimation"
    file: str = "motion.motion3.json"

    @property
    def id(self) -> str:
        """The id VTube Studio would make up."""
        return f"hk{self.name.encode().hex()}"


@dataclass(eq=False, slots=True)
class Session:
    """A plugin's connection."""

    connection: ServerConnection
    plugin: str = ""
    allowed: bool = False
    events: set[str] = field(default_factory=set)


Answer = dict[str, Any]
Asked = Callable[[Session, Mapping[str, Any]], Answer | Coroutine[Any, Any, Answer]]


@dataclass(slots=True)
class Studio:
    """The program. What people click is `popup`: allow, deny, or wait (nobody is there).

    `silent` lets requests go unanswered; `taken` are parameters that another plugin moves;
    `api_on` is the switch in its settings.
    """

    hotkeys: tuple[Hotkey, ...] = (
        Hotkey("Wave"),
        Hotkey("Point", "ToggleExpression", "point.exp3.json"),
        Hotkey("Happy", "ToggleExpression", "happy.exp3.json"),
    )
    model: str = "Lan"
    popup: Literal["allow", "deny", "wait"] = "allow"
    api_on: bool = True
    silent: bool = False
    taken: set[str] = field(default_factory=set)
    port: int = 0
    asked: list[str] = field(default_factory=list)
    """The questions that people were asked: a plugin's name, or a permission."""
    tokens: dict[str, str] = field(default_factory=dict)
    permissions: set[str] = field(default_factory=set)
    triggered: list[str] = field(default_factory=list)
    expressions: set[str] = field(default_factory=set)
    injected: list[tuple[float, Mapping[str, float]]] = field(default_factory=list)
    """Each injection: monotonic seconds and the values."""
    custom: dict[str, str] = field(default_factory=dict)
    items: dict[str, bytes] = field(default_factory=dict)
    errors: list[int] = field(default_factory=list)
    moved: dict[str, float] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def requests(self) -> dict[str, Asked]:
        """Every request it knows, by its name without `Request`."""
        return {
            "APIState": self._api_state,
            "AuthenticationToken": self._authentication_token,
            "Authentication": self._authentication,
            "Permission": self._permission,
            "Statistics": self._statistics,
            "CurrentModel": self._current_model,
            "HotkeysInCurrentModel": self._hotkeys_in_current_model,
            "HotkeyTrigger": self._hotkey_trigger,
            "ExpressionActivation": self._expression_activation,
            "InputParameterList": self._input_parameter_list,
            "ParameterCreation": self._parameter_creation,
            "InjectParameterData": self._inject_parameter_data,
            "ItemLoad": self._item_load,
            "ItemUnload": self._item_unload,
            "EventSubscription": self._event_subscription,
        }

    def controlled(self, parameter: str) -> bool:
        """Whether a plugin moves this parameter now."""
        return time.monotonic() - self.moved.get(parameter, -1e9) < LOST_AFTER_S

    def values(self, parameter: str) -> list[float]:
        """All values a parameter was given, in order."""
        return [values[parameter] for _, values in self.injected if parameter in values]

    async def _clicked(self, session: Session, question: str) -> bool:
        self.asked.append(question)
        self.news.set()
        if self.popup == "wait":
            await session.connection.wait_closed()
        return self.popup == "allow"

    # --- requests -----------------------------------------------------------------------

    def _api_state(self, session: Session, data: Mapping[str, Any]) -> Answer:
        return {
            "active": self.api_on,
            "vTubeStudioVersion": "1.32.0",
            "currentSessionAuthenticated": session.allowed,
        }

    async def _authentication_token(self, session: Session, data: Mapping[str, Any]) -> Answer:
        name = _plugin(data)
        if not await self._clicked(session, name):
            raise Refused(50, "User has denied API access for your plugin.")
        token = secrets.token_hex(32)
        self.tokens[token] = name
        return {"authenticationToken": token}

    def _authentication(self, session: Session, data: Mapping[str, Any]) -> Answer:
        name, token = _plugin(data), data.get("authenticationToken")
        if not isinstance(token, str) or not token:
            raise Refused(100, "Authentication token missing")
        session.allowed = self.tokens.get(token) == name
        session.plugin = name
        said = "Token valid." if session.allowed else "Token invalid or revoked."
        return {"authenticated": session.allowed, "reason": said}

    async def _permission(self, session: Session, data: Mapping[str, Any]) -> Answer:
        wanted = data.get("requestedPermission") or ""
        if wanted and wanted != IMAGES:
            raise Refused(1100, f"Unknown permission {wanted}")
        if wanted and wanted not in self.permissions and await self._clicked(session, wanted):
            self.permissions.add(wanted)
        return {
            "grantSuccess": wanted in self.permissions,
            "requestedPermission": wanted,
            "permissions": [{"name": IMAGES, "granted": IMAGES in self.permissions}],
        }

    def _statistics(self, session: Session, data: Mapping[str, Any]) -> Answer:
        return {"uptime": 1000, "framerate": 60, "vTubeStudioVersion": "1.32.0"}

    def _current_model(self, session: Session, data: Mapping[str, Any]) -> Answer:
        loaded = bool(self.model)
        return {
            "modelLoaded": loaded,
            "modelName": self.model,
            "modelID": f"id{self.model}" if loaded else "",
        }

    def _hotkeys_in_current_model(self, session: Session, data: Mapping[str, Any]) -> Answer:
        listed = [
            {
                "name": hotkey.name,
                "type": hotkey.type,
                "description": hotkey.type,
                "file": hotkey.file,
                "hotkeyID": hotkey.id,
                "keyCombination": [],
                "onScreenButtonID": -1,
            }
            for hotkey in (self.hotkeys if self.model else ())
        ]
        return {**self._current_model(session, data), "availableHotkeys": listed}

    def _hotkey_trigger(self, session: Session, data: Mapping[str, Any]) -> Answer:
        wanted = str(data.get("hotkeyID", ""))
        if not self.model:
            raise Refused(201, "No model is loaded")
        for hotkey in self.hotkeys:
            if wanted == hotkey.id or wanted.casefold() == hotkey.name.casefold() != "":
                self.triggered.append(hotkey.name)
                if hotkey.type == "ToggleExpression":
                    self.expressions ^= {hotkey.file}
                return {"hotkeyID": hotkey.id}
        raise Refused(202, f"Hotkey {wanted} not found in the current model")

    def _expression_activation(self, session: Session, data: Mapping[str, Any]) -> Answer:
        file = str(data.get("expressionFile", ""))
        if not file.endswith(".exp3.json"):
            raise Refused(650, "Expression file name invalid")
        if file not in {hotkey.file for hotkey in self.hotkeys}:
            raise Refused(651, f"Expression file {file} not found")
        if data.get("active"):
            self.expressions.add(file)
        else:
            self.expressions.discard(file)
        return {}

    def _input_parameter_list(self, session: Session, data: Mapping[str, Any]) -> Answer:
        def row(name: str, by: str) -> Answer:
            last = self.values(name)[-1:] if self.controlled(name) else []
            value = last[0] if last else 0
            low_high = {"value": value, "min": 0, "max": 1, "defaultValue": 0}
            return {"name": name, "addedBy": by, **low_high}

        return {
            **self._current_model(session, data),
            "customParameters": [row(name, by) for name, by in self.custom.items()],
            "defaultParameters": [row(name, "VTube Studio") for name in PARAMETERS],
        }

    def _parameter_creation(self, session: Session, data: Mapping[str, Any]) -> Answer:
        name = str(data.get("parameterName", ""))
        if not re.fullmatch(r"[A-Za-z0-9]{4,32}", name):
            raise Refused(350, f"Parameter name {name} invalid")
        if name in PARAMETERS:
            raise Refused(354, "The name of a default parameter is not allowed")
        if self.custom.get(name, session.plugin) != session.plugin:
            raise Refused(352, f"Parameter {name} was created by another plugin")
        self.custom[name] = session.plugin
        return {"parameterName": name}

    def _inject_parameter_data(self, session: Session, data: Mapping[str, Any]) -> Answer:
        given = data.get("parameterValues")
        if not isinstance(given, list) or not given:
            raise Refused(450, "No data provided")
        if data.get("mode", "set") not in ("set", "add"):
            raise Refused(455, "Mode unknown")
        values: dict[str, float] = {}
        for each in given:
            name, value = each.get("id"), each.get("value")
            if not isinstance(value, int | float) or abs(value) > 1_000_000:
                raise Refused(451, f"Value of parameter {name} invalid")
            if name not in PARAMETERS and name not in self.custom:
                raise Refused(453, f"Parameter {name} not found")
            if name in self.taken:
                raise Refused(454, f"Parameter {name} is controlled by another plugin")
            values[name] = float(value)
        now = time.monotonic()
        self.injected.append((now, values))
        self.moved.update(dict.fromkeys(values, now))
        return {}

    def _item_load(self, session: Session, data: Mapping[str, Any]) -> Answer:
        name, image = str(data.get("fileName", "")), data.get("customDataBase64")
        if not image:
            raise Refused(751, f"Item file {name} not found")
        if IMAGES not in self.permissions:
            raise Refused(9, f"This request requires the permission {IMAGES}")
        if not re.fullmatch(r"[A-Za-z0-9-]+\.(jpg|png|gif)", name) or not 8 <= len(name) <= 32:
            raise Refused(750, "Item file name invalid")
        try:
            whole = base64.b64decode(image, validate=True)
        except (binascii.Error, TypeError, ValueError):
            whole = b""
        if not whole.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")) or len(whole) > 5_000_000:
            raise Refused(758, "Custom data is no valid image")
        if not 0 <= float(data.get("size", 0.32)) <= 1:
            raise Refused(757, "Values invalid")
        instance = secrets.token_hex(16)
        self.items[instance] = whole
        return {"instanceID": instance, "fileName": f"{instance}.png"}

    def _item_unload(self, session: Session, data: Mapping[str, Any]) -> Answer:
        gone = [each for each in data.get("instanceIDs", ()) if each in self.items]
        for each in gone:
            del self.items[each]
        return {"unloadedItems": [{"instanceID": each, "fileName": ""} for each in gone]}

    def _event_subscription(self, session: Session, data: Mapping[str, Any]) -> Answer:
        name = str(data.get("eventName", ""))
        if not name.endswith("Event"):
            raise Refused(950, f"Event type {name} unknown")
        if data.get("subscribe"):
            session.events.add(name)
        else:
            session.events.discard(name)
        events = sorted(session.events)
        return {"subscribedEventCount": len(events), "subscribedEvents": events}


def _plugin(data: Mapping[str, Any]) -> str:
    name, developer = data.get("pluginName"), data.get("pluginDeveloper")
    if not isinstance(name, str) or not 3 <= len(name) <= 32:
        raise Refused(52, "Plugin name has to be 3 to 32 characters")
    if not isinstance(developer, str) or not 3 <= len(developer) <= 32:
        raise Refused(53, "Developer name has to be 3 to 32 characters")
    return f"{name} by {developer}"
