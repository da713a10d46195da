"""A part as stage-protocol frames, encoded once for every set of capabilities that needs it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chatbot.renderers.nearest import EXPRESSIONS, GESTURES, nearest

if TYPE_CHECKING:
    from chatbot.performance import Part
    from chatbot.renderers.wire import Caps

__all__ = ["CueFrames", "Frame", "encode_json"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What goes out in one piece: a text frame, and the binary frame that must follow it."""

    text: str
    binary: bytes | None = None
    cue: str | None = None

    @property
    def size(self) -> int:
        """Roughly how many bytes wait for a slow client."""
        return len(self.text) + (len(self.binary) if self.binary else 0)


def encode_json(data: Any) -> str:
    """Compact JSON; text stays readable, lone surrogates are replaced."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace").decode("utf-8")


@dataclass(slots=True)
class CueFrames:
    """The frames of one part; each distinct one is encoded once."""

    part: Part
    _said: dict[str, str] = field(default_factory=dict)
    _frames: dict[tuple[str, tuple[str, ...]], Frame] = field(default_factory=dict)

    def for_caps(self, caps: Caps) -> Frame:
        """The frame for a renderer with these capabilities."""
        swapped = tuple(_nearest_name(command, caps) for command in self.part.commands)
        key = (caps.audio, swapped)
        if key not in self._frames:
            self._frames[key] = self._frame(caps.audio, swapped)
        return self._frames[key]

    def _frame(self, audio: str, names: tuple[str, ...]) -> Frame:
        part = self.part
        pieces = []
        if part.say is not None and part.speech is not None:
            if audio not in self._said:
                self._said[audio] = encode_json(say_data(part, audio))
            pieces.append(self._said[audio])
        for command, name in zip(part.commands, names, strict=True):
            pieces.append(encode_json({**command, "name": name} if name else command))
        head = encode_json(
            {
                "type": "cue",
                "cue": part.cue,
                "utterance": part.utterance,
                "part": part.part,
                "last": part.last,
            }
        )
        text = f'{head[:-1]},"commands":[{",".join(pieces)}]}}'
        has_samples = audio == "pcm" and part.speech is not None and bool(part.speech.audio)
        binary = part.speech.audio if has_samples and part.speech is not None else None
        return Frame(text, binary, part.cue)


def say_data(part: Part, audio: str) -> dict[str, Any]:
    """The `say` command of a part that speaks, with its audio as this format carries it."""
    say, speech = part.say, part.speech
    if say is None or speech is None:
        raise ValueError(f"part {part.cue!r} does not speak")
    data: dict[str, Any] = {
        "type": "say",
        "text": speech.text,
        "spoken": speech.spoken,
        "lang": speech.lang,
        "mood": say.mood,
        **({"speaker": say.speaker} if say.speaker else {}),
    }
    if speech.audio and audio == "wav":
        data["audio"] = {"format": "wav", "data": base64.b64encode(speech.wav()).decode("ascii")}
    elif speech.audio and audio == "pcm":
        data["audio"] = {
            "format": "pcm",
            "encoding": "s16le",
            "rate": speech.rate,
            "channels": 1,
            "bytes": len(speech.audio),
        }
    data["duration_ms"] = speech.duration_ms
    data["words"] = [
        {"t": w.t_ms, "d": w.d_ms, "from": w.start, "to": w.end, "w": w.text} for w in speech.words
    ]
    data["visemes"] = [
        {"t": v.t_ms, "d": v.d_ms, "v": v.viseme, "w": round(v.weight, 3)} for v in speech.visemes
    ]
    data["marks"] = [{"t": t_ms, "name": name} for name, t_ms in part.marks]
    return data


def _nearest_name(command: dict[str, Any], caps: Caps) -> str:
    """The name this renderer gets instead of the command's own; empty where it stays."""
    kind, name = command.get("type"), command.get("name")
    if not isinstance(name, str):
        return ""
    if kind == "gesture":
        other = nearest(name, caps.gestures, GESTURES)
    elif kind == "expression":
        other = nearest(name, caps.expressions, EXPRESSIONS)
    else:
        return ""
    return other if other and other != name else ""
