"""LiveTalking: a photo-real double on somebody's GPU machine, told what to say over HTTP.

Its routes are those of https://github.com/lipku/LiveTalking: `/human` says a text with its own
voice, `/humanaudio` plays a sound, `/interrupt_talk` cuts, `/is_speaking` tells whether a session
is there.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import httpx

from chatbot.errors import NotReady
from chatbot.renderers.outside import OutsideRenderer
from chatbot.renderers.wire import Caps

if TYPE_CHECKING:
    from chatbot.renderer_config import LiveTalkingConfig
    from chatbot.renderers.outside import Deed

__all__ = ["LiveTalking"]

LOOK_EVERY_S = 5.0
CALL_WITHIN_S = 2.5


class LiveTalking(OutsideRenderer):
    """Sends each sentence when it begins; `voice: ours` sends the show's own sound."""

    caps = Caps(lipsync="none", overlay=False)

    def __init__(self, config: LiveTalkingConfig) -> None:
        self.name, self.where = config.called, config.url.rstrip("/")
        self._ours = config.voice == "ours"
        self._session: str | int = config.session
        self._client: httpx.AsyncClient | None = None

    async def connect(self) -> str:
        """Look whether the session is there.

        Raises:
            NotReady: nobody listens, it is no LiveTalking, or it has no such session.
        """
        await self.aclose()
        # redirects would send words to an address that nobody wrote down
        self._client = httpx.AsyncClient(
            timeout=CALL_WITHIN_S, follow_redirects=False, trust_env=False
        )
        try:
            await self._look()
        except NotReady:
            if not str(self._session).isdigit() or isinstance(self._session, int):
                raise
            self._session = int(self._session)  # as older versions count their sessions
            await self._look()
        voice = "the show's voice" if self._ours else "its own voice"
        return f"session {self._session}, speaks with {voice}"

    async def watch(self) -> None:
        """Look every few seconds whether the session is still there."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            await self._look()

    async def _look(self) -> None:
        await self._post("/is_speaking", missing_is_well=True)

    async def perform(self, deed: Deed) -> None:
        """Say a sentence; of what else a show does it can do nothing."""
        if deed.kind != "say":
            return
        speech = deed.part.speech
        if self._ours and speech is not None and speech.audio:
            await self._post("/humanaudio", sound=speech.wav())
            return
        text = str(deed.command.get("spoken") or deed.command["text"])
        await self._post("/human", {"type": "echo", "text": text, "interrupt": False})

    async def stop(self) -> None:
        """Cut what is being said and what waits."""
        if not await self._post("/interrupt_talk", missing_is_well=True):
            await self._post("/human", {"type": "echo", "text": "", "interrupt": True})

    async def aclose(self) -> None:
        """Fall silent and close."""
        client = self._client
        if client is None:
            return
        with contextlib.suppress(OSError, NotReady):
            await self.stop()
        self._client = None
        await client.aclose()

    async def _post(
        self,
        path: str,
        fields: dict[str, Any] | None = None,
        *,
        sound: bytes | None = None,
        missing_is_well: bool = False,
    ) -> bool:
        """Call a route; False where it does not exist and that is well.

        Raises:
            NotReady: it is not there, or refuses.
        """
        if self._client is None:
            return True
        address = f"{self.where}{path}"
        try:
            if sound is None:
                body = {**(fields or {}), "sessionid": self._session}
                answer = await self._client.post(address, json=body)
            else:
                files = {"file": ("line.wav", sound, "audio/wav")}
                data = {"sessionid": str(self._session)}
                answer = await self._client.post(address, data=data, files=files)
        except httpx.TimeoutException as error:
            raise NotReady(f"{self.where} did not answer within {CALL_WITHIN_S} s") from error
        except httpx.TransportError as error:
            raise NotReady(
                f"nobody listens at {self.where}: start LiveTalking there and compare the port "
                "with 'url' in the show file (8010 is usual)"
            ) from error
        if answer.status_code == 404 and missing_is_well:
            return False
        if answer.is_redirect:
            where = answer.headers.get("location", "")[:200]
            raise NotReady(f"{self.where} sends on to {where}: write that address in the show file")
        try:
            told = answer.json()
            code, said = told["code"], str(told.get("msg", ""))[:200]
        except (ValueError, KeyError, TypeError, AttributeError):
            raise NotReady(
                f"{self.where} does not answer as LiveTalking does (HTTP {answer.status_code}): "
                "check the address"
            ) from None
        if code != 0:
            hint = ""
            if "session" in said:
                hint = (
                    f": open {self.where}/webrtcapi.html, press Start, and write the session it "
                    "shows as 'session' in the show file"
                )
            raise NotReady(f"LiveTalking refuses: {said or code}{hint}")
        return True
