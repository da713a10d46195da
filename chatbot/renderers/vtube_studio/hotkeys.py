"""Which of the model's hotkeys does what the show wants done. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chatbot.errors import did_you_mean
from chatbot.renderers.nearest import EXPRESSIONS, GESTURES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Hotkey", "Mapped", "map_hotkeys", "read_hotkeys"]


@dataclass(frozen=True, slots=True)
class Hotkey:
    """A hotkey of the loaded model; `type` and `file` are VTube Studio's words."""

    id: str
    name: str
    type: str
    file: str

    @property
    def expression(self) -> str | None:
        """The expression file that it switches, where it switches one."""
        return self.file if self.type == "ToggleExpression" and self.file else None


@dataclass(frozen=True, slots=True)
class Mapped:
    """What the show does by the model's hotkeys; `wrongs` says which names lead nowhere."""

    gestures: Mapping[str, Hotkey]
    expressions: Mapping[str, Hotkey]
    wrongs: tuple[str, ...] = ()


def read_hotkeys(found: object) -> tuple[Hotkey, ...]:
    """The hotkeys of VTube Studio's answer; what is none is left out."""
    if not isinstance(found, list):
        return ()
    return tuple(
        Hotkey(
            str(each["hotkeyID"]),
            str(each.get("name", "")),
            str(each.get("type", "")),
            str(each.get("file", "")),
        )
        for each in found
        if isinstance(each, dict) and each.get("hotkeyID")
    )


def map_hotkeys(
    hotkeys: Iterable[Hotkey], gestures: Mapping[str, str], expressions: Mapping[str, str]
) -> Mapped:
    """Find the named hotkeys; what is not named goes by a hotkey of the same name, if there is."""
    known = tuple(hotkeys)
    wrongs: list[str] = []
    return Mapped(
        _map(known, gestures, GESTURES, "gestures", wrongs),
        _map(known, expressions, EXPRESSIONS, "expressions", wrongs),
        tuple(wrongs),
    )


def _map(
    hotkeys: tuple[Hotkey, ...],
    wanted: Mapping[str, str],
    table: Mapping[str, Any],
    what: str,
    wrongs: list[str],
) -> dict[str, Hotkey]:
    names = {_plain(hotkey.name): hotkey for hotkey in reversed(hotkeys) if hotkey.name}
    ids = {hotkey.id: hotkey for hotkey in hotkeys}
    others = [other for near in table.values() for other in near]
    mapped: dict[str, Hotkey] = {}
    for name in dict.fromkeys((*table, *others)):
        if name not in wanted and _plain(name) in names:
            mapped[name] = names[_plain(name)]
    for name, key in wanted.items():
        hotkey = ids.get(key) or names.get(_plain(key))
        if hotkey is None:
            near = did_you_mean(key, [each.name for each in hotkeys if each.name])
            wrongs.append(f"{what}: {name}: the model has no hotkey {key!r}{near}")
        else:
            mapped[name] = hotkey
        if name not in table and name not in others and (near := did_you_mean(name, table)):
            wrongs.append(f"{what}: the show does no {name!r} by itself{near}")
    return mapped


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
