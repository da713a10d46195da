"""The computer's own loudspeakers as a renderer: sound for avatars that play none.

It speaks the stage protocol like any client, without a socket in between: cues come in as frames,
and its reports go out as text. Samples are handed to the sound card in a thread of its own.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Final

from chatbot.errors import NotReady
from chatbot.renderers.wire import PROTOCOL, Closed

__all__ = ["Loudspeaker", "Sounding"]

RATE: Final = 48_000
BUFFER_MS: Final = 60
_REPORTS: Final = 512
_FADE: Final = RATE * 10 // 1000
_NAME: Final = "loudspeakers"


@dataclass(slots=True)
class _Segment:
    cue: str
    utterance: str
    samples: bytes
    at: int = 0


class Sounding:
    """What waits to be heard, in order: filled by the loop, emptied by the sound card's thread.

    `tell` hears `("started" | "finished", cue)` from that thread.
    """

    def __init__(self, tell: Callable[[str, str], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._queue: deque[_Segment] = deque()
        self._last = b"\0\0"

    def add(self, cue: str, utterance: str, samples: bytes) -> None:
        """Play these samples (s16le, mono, `RATE`) after what waits."""
        with self._lock:
            self._queue.append(_Segment(cue, utterance, samples))

    def cut(self, cue: str | None) -> list[str]:
        """Drop the utterance of `cue`, or everything; returns the cues that are not heard out."""
        with self._lock:
            of = next((each.utterance for each in self._queue if each.cue == cue), None)
            hit = [each for each in self._queue if cue is None or each.utterance == of]
            kept = [each for each in self._queue if each not in hit]
            self._queue = deque(kept)
            return [each.cue for each in hit]

    def take(self, frames: int) -> bytes:
        """The next `frames` samples; silence where nothing waits."""
        wanted, out = frames * 2, bytearray()
        told: list[tuple[str, str]] = []
        with self._lock:
            while self._queue and len(out) < wanted:
                head = self._queue[0]
                if head.at == 0:
                    told.append(("started", head.cue))
                piece = head.samples[head.at : head.at + wanted - len(out)]
                head.at += len(piece)
                out += piece
                if head.at >= len(head.samples):
                    self._queue.popleft()
                    told.append(("finished", head.cue))
        if len(out) < wanted:
            out += self._fade(bytes(out[-2:]) or self._last, (wanted - len(out)) // 2)
        self._last = bytes(out[-2:])
        for what, cue in told:
            self._tell(what, cue)
        return bytes(out)

    @staticmethod
    def _fade(last: bytes, count: int) -> bytes:
        """Silence, led into from the last sample: a step would click."""
        level = int.from_bytes(last, "little", signed=True)
        ramp = (round(level * max(0.0, 1 - (i + 1) / _FADE)) for i in range(min(count, _FADE)))
        body = b"".join(value.to_bytes(2, "little", signed=True) for value in ramp)
        return body.ljust(2 * count, b"\0")

    def frames(self) -> Generator[bytes, int, None]:
        """What the sound card asks: it sends how many samples it wants."""
        wanted = yield b""
        while True:
            wanted = yield self.take(wanted)


class Loudspeaker:
    """A client of the stage hub that plays through this computer's sound card.

    `unheard` takes a device that makes no sound, for tests.

    Raises:
        NotReady: there is no sound card; the message says what to do.
    """

    def __init__(self, *, unheard: bool = False) -> None:
        try:
            import miniaudio
        except ImportError as error:
            raise NotReady(
                "--play needs the package miniaudio, which is not installed here (Linux on ARM has "
                "no wheel of it): pip install miniaudio"
            ) from error

        self._convert = miniaudio.convert_frames
        self._form = miniaudio.SampleFormat.SIGNED16
        self._loop = asyncio.get_running_loop()
        self._out: asyncio.Queue[str] = asyncio.Queue(maxsize=_REPORTS)
        self._closed = False
        self._awaiting: dict[str, Any] | None = None
        self._sounding = Sounding(self._heard)
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=self._form,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=BUFFER_MS,
                backends=[miniaudio.Backend.NULL] if unheard else None,
                app_name="chatbot",
            )
        except miniaudio.MiniaudioError as error:
            raise NotReady(
                f"no sound card can be used ({error.args[0]}): plug one in, or leave out --play "
                "and open /stage?audio=only on a computer that has one"
            ) from error
        stream = self._sounding.frames()
        next(stream)
        self._device.start(stream)
        caps = {"audio": "pcm", "lipsync": "none", "overlay": False}
        self._say({"type": "hello", "protocol": PROTOCOL, "name": _NAME, "caps": caps})

    def shut(self) -> None:
        """Give the sound card back."""
        self._closed = True
        self._device.close()

    # --- as a socket --------------------------------------------------------------------

    async def receive(self) -> str | bytes:
        """The next report."""
        return await self._out.get()

    async def send_text(self, text: str) -> None:
        """A frame of the stage protocol."""
        if self._closed:
            raise Closed("the loudspeakers are off")
        frame = json.loads(text)
        kind = frame["type"]
        if kind == "cue":
            self._cue(frame)
        elif kind == "stop":
            cut = self._sounding.cut(frame["cue"])
            for cue in cut:
                self._say({"type": "interrupted", "cue": cue})
            if not cut:
                self._say({"type": "interrupted", "cue": None})
        elif kind == "ping":
            self._say({"type": "pong"})

    async def send_bytes(self, data: bytes) -> None:
        """The samples of the cue before."""
        frame, self._awaiting = self._awaiting, None
        if frame is not None:
            said = next(c for c in frame["commands"] if c["type"] == "say")
            self._play(frame, data, said["audio"]["rate"])

    async def close(self, code: int, reason: str) -> None:
        """The hub lets go."""
        del code, reason
        self.shut()

    # --- what is heard ------------------------------------------------------------------

    def _cue(self, frame: dict[str, Any]) -> None:
        said: dict[str, Any] = next((c for c in frame["commands"] if c["type"] == "say"), {})
        audio = said.get("audio")
        if audio:
            self._awaiting = frame  # its samples are the next frame
        else:
            self._play(frame, bytes(2 * 24 * said.get("duration_ms", 0)), 24_000)

    def _play(self, frame: dict[str, Any], samples: bytes, rate: int) -> None:
        if rate != RATE and samples:
            samples = bytes(self._convert(self._form, 1, rate, samples, self._form, 1, RATE))
        self._sounding.add(frame["cue"], frame["utterance"], samples or b"\0\0")

    def _heard(self, what: str, cue: str) -> None:
        """In the sound card's thread."""
        if not self._closed:
            self._loop.call_soon_threadsafe(self._say, {"type": what, "cue": cue})

    def _say(self, report: dict[str, Any]) -> None:
        if not self._out.full():
            self._out.put_nowait(json.dumps(report))
