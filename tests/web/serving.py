"""A real server on a free port, and what the show does behind it."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from chatbot.files.faces import DRAWN, Face
from chatbot.renderers.stage_hub import StageHub
from chatbot.web.actions import ActionRequest, ActionResult
from chatbot.web.auth import Pairing, Tokens
from chatbot.web.deeds import Deed
from chatbot.web.feed import ConsoleFeed
from chatbot.web.server import WebDeps, create_app, listen, serve_web
from chatbot.web.sessions import Sessions
from chatbot.web.users import Users

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from chatbot.events import RendererChanged

TOKENS = Tokens(
    owner="owner-token-0123456789",
    moderator="moderator-token-012345",
    stage="stage-token-0123456789",
    gateway="gateway-token-01234567",
    viewer="viewer-token-0123456789",
)

COOKIE = Sessions(TOKENS).cookie_name
OWNER = {"authorization": "Bearer owner-token-0123456789"}
MODERATOR = {"authorization": "Bearer moderator-token-012345"}
VIEWER = {"authorization": "Bearer viewer-token-0123456789"}
STAGE = {"authorization": "Bearer stage-token-0123456789"}
HELLO = {
    "type": "hello",
    "protocol": "chatbot.stage/1",
    "name": "test",
    "caps": {"audio": "wav", "lipsync": "visemes", "gestures": ["wave"], "expressions": []},
}


@dataclass
class House:
    """A served show: what it was asked, what it heard, where it is."""

    port: int = 0
    asked: list[tuple[ActionRequest, str]] = field(default_factory=list)
    renderers: list[RendererChanged] = field(default_factory=list)
    renderer_changed: asyncio.Event = field(default_factory=asyncio.Event)
    errors: list[tuple[str, str]] = field(default_factory=list)
    content: dict[str, Any] = field(default_factory=dict)
    hold: asyncio.Event | None = None  # actions other than stop wait for it
    pairing: Pairing = field(default_factory=Pairing)
    tokens: Tokens = TOKENS
    users: Users | None = None
    deeds: list[Deed] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)  # more of WebDeps
    lang: str = "en"
    face: Face = DRAWN

    def __post_init__(self) -> None:
        self.hub = StageHub(
            label={"zh": "AI生成", "en": "AI-generated", "fr": "Généré par IA"},
            lang=self.lang,
            on_change=self._changed,
            on_error=lambda name, text: self.errors.append((name, text)),
        )
        self.feed = ConsoleFeed(lambda: self.content)
        self.sessions = Sessions(self.tokens, self.users)

    def _changed(self, event: RendererChanged) -> None:
        self.renderers.append(event)
        self.renderer_changed.set()

    def seen(self, state: str) -> int:
        """How often a renderer has reached this state."""
        return sum(each.state == state for each in self.renderers)

    async def renderer(self, state: str, *, times: int = 1) -> None:
        """Wait until a renderer has reached this state so often."""
        while self.seen(state) < times:
            self.renderer_changed.clear()
            await self.renderer_changed.wait()

    async def act(self, request: ActionRequest, role: str) -> ActionResult:
        self.asked.append((request, role))
        if request.action == "stop":
            self.hub.stop(None)
            report = await self.hub.silenced(0.3)
            return ActionResult(
                done=True,
                durable=False,
                silenced_ms=report.silenced_ms,
                confirmed=report.confirmed,
                unconfirmed=report.unconfirmed,
            )
        if self.hold is not None:
            await self.hold.wait()
        if request.action == "drop" and request.id == "gone":
            return ActionResult(done=False, reason="this question was answered already")
        return ActionResult(done=True)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def http(self) -> str:
        return f"http://{self.host}"

    @property
    def ws(self) -> str:
        return f"ws://{self.host}"


@asynccontextmanager
async def serving(house: House) -> AsyncIterator[House]:
    app = create_app(
        WebDeps(
            hub=house.hub,
            feed=house.feed,
            act=house.act,
            tokens=house.tokens,
            sessions=house.sessions,
            keep=house.deeds.append,
            pairing=house.pairing,
            face=house.face,
            **{"healthz": lambda: {"ok": True, "state": "idle"}, **house.options},
        )
    )
    await house.sessions.refresh()
    up: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(serve_web(app, listen("127.0.0.1", 0), started=up.set_result))
        house.port = await up
        try:
            yield house
        finally:
            task.cancel()


async def refused(house: House, path: str, **options: Any) -> int:
    with pytest.raises(InvalidStatus) as caught:
        async with connect(house.ws + path, **options):
            pass
    return caught.value.response.status_code


async def stage_welcome(house: House, **options: Any) -> tuple[dict[str, Any], str | None]:
    async with connect(house.ws + "/ws/stage", **options) as socket:
        await socket.send(json.dumps(HELLO))
        return json.loads(await socket.recv()), socket.subprotocol


@asynccontextmanager
async def signed_in(house: House, token: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=house.http, headers={"origin": house.http}) as client:
        answer = await client.post("/api/login", json={"token": token})
        assert answer.status_code == 200
        assert token not in answer.text
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        yield client
