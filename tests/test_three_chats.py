"""One show on three platforms: one audience, one question board, each reply where it belongs."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onair import Gateway, StageClient, say_of, write_show
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from chatbot.adapters.twitch.tokens import TokenStore
from chatbot.app import OnAir, RunOptions, on_air
from chatbot.loading import load_show
from chatbot.replaying import replay
from chatbot.show.acts import Platform
from chatbot.testing.twitch import TwitchMock
from tests.twitch_sign_in import signed_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    import pytest

    from chatbot.events import Event
    from chatbot.show.acts import Act

LINK = "https://shop.example/silk"
ADAPTERS = """\
adapters:
  - {{type: gateway, name: own, url: "ws://127.0.0.1:{own}", room: r1}}
  - {{type: gateway, name: douyin, url: "ws://127.0.0.1:{grab}", room: r1}}
  - {{type: twitch, channel: silknight}}
policy: {{market: us, order_channel: link, order_link: "{link}"}}
plugins: [hours]
"""
HOURS = """\
from chatbot import ChatMessage, Context, Plugin, Reaction, Reply

plugin = Plugin("hours")


@plugin.on(ChatMessage)
async def tell(event: ChatMessage, ctx: Context) -> Reaction:
    if event.text == "!hours":
        return Reply("We meet here every night.")
    return Reply("We are on three platforms.", source="*") if event.text == "!where" else None
"""


def grab(number: int, kind: int, **data: Any) -> str:
    """A message of DouyinBarrageGrab."""
    user = {"Id": 726, "Nickname": "Mei", "IsAdmin": False, "IsAnchor": False}
    body = {"MsgId": number, "User": user, "WebRoomId": "r1", "RoomId": "1", **data}
    return json.dumps({"Type": kind, "ProcessName": "chrome", "Data": json.dumps(body)})


@dataclass
class Night:
    """A show on three platforms, and what it asked of them."""

    live: OnAir
    stage: StageClient
    twitch: TwitchMock
    own: Gateway
    douyin: ServerConnection
    journal: Path
    sent_to_douyin: list[str | bytes]
    asked: list[Platform] = field(default_factory=list)
    steps: asyncio.Queue[None] = field(default_factory=asyncio.Queue)

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        self.asked += [act for act in acts if isinstance(act, Platform)]
        self.steps.put_nowait(None)

    async def posted(self, text: str) -> None:
        """Our own gateway is asked to post this."""
        await self.own.until(lambda f: f.get("action") == "reply" and text in f["text"])


@contextlib.asynccontextmanager
async def three_chats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Night]:
    """A native gateway that can reply, a DouyinBarrageGrab that nothing may be sent to, Twitch."""
    show = write_show(tmp_path)
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "hours.py").write_text(HOURS, encoding="utf-8")
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path / "home"))
    own, bridge = Gateway(), asyncio.Queue[ServerConnection]()
    sent: list[str | bytes] = []

    async def douyin(connection: ServerConnection) -> None:
        bridge.put_nowait(connection)
        async for raw in connection:
            sent.append(raw)

    async with (
        TwitchMock() as twitch,
        serve(own.serve, "127.0.0.1", 0) as first,
        serve(douyin, "127.0.0.1", 0) as second,
    ):
        ports = [server.sockets[0].getsockname()[1] for server in (first, second)]
        adapters = ADAPTERS.format(own=ports[0], grab=ports[1], link=LINK)
        text = show.read_text(encoding="utf-8").replace("policy: {market: us}\n", adapters)
        show.write_text(text, encoding="utf-8")
        monkeypatch.setenv("CHATBOT_TWITCH_URL", twitch.url)
        TokenStore(tmp_path / "home" / "twitch.json").save(signed_in(twitch))
        journal = tmp_path / "n.journal"
        options = RunOptions(journal=journal, port=0, voice="silent", second_look=False)
        async with on_air(load_show(show), options) as live:
            own.now_ms = live.room.clock.wall_ms
            address = f"{live.address.replace('http', 'ws', 1)}/ws/stage"
            headers = {"Authorization": f"Bearer {live.stage_token}"}
            async with connect(address, additional_headers=headers, proxy=None) as socket:
                stage = StageClient(socket)
                await stage.hello()
                grabber = await asyncio.wait_for(bridge.get(), 10)
                await twitch.until_subscribed("channel.chat.message")
                night = Night(live, stage, twitch, own, grabber, journal, sent)
                live.room.observe(night)
                yield night
    assert sent == []  # it takes orders from whoever connects
    count, difference = await replay(journal, tell=lambda event, acts: None)
    assert (count > 0, difference) == (True, None)


async def test_three_platforms_are_one_room_and_the_link_goes_to_those_that_can_post_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with three_chats(tmp_path, monkeypatch) as night:
        own, stage, twitch = night.own, night.stage, night.twitch
        await own.send({"id": "v-1", "type": "viewers", "room": "r1", "count": 40})
        await night.douyin.send(grab(1, 6, OnlineUserCount=200))

        # the host is busy with the bowl while three rooms ask the same
        stage.lingers = "owl"
        await own.chat("is the rice bowl sold out?", nick="Tom")
        busy = await stage.until(lambda f: "owl" in say_of(f).get("text", ""))
        await own.chat("how much is the silk scarf?", nick="Ann")
        await night.douyin.send(grab(2, 1, Content="how much is the silk scarf?"))
        await twitch.chat("how much is the silk scarf?")
        memory = night.live.room.state.memory

        def sources() -> list[set[str]]:
            """Where each question of the board was asked."""
            return [{a.source for a in c.asked} for c in memory.board.clusters.values()]

        async with asyncio.timeout(10):
            while {"own", "douyin", "twitch"} not in sources():
                await night.steps.get()
        counts = memory.audience.counts
        assert {"own": [40], "douyin": [200]}.items() <= counts.items()
        assert memory.audience.count == 240 + sum(counts.get("twitch", [])[-1:])
        await stage.socket.send(json.dumps({"type": "finished", "cue": busy["cue"]}))
        await stage.says("$199")
        assert LINK in (await twitch.until_sent()).text
        told = [f for f in stage.frames if "$199" in say_of(f).get("text", "")]
        assert len(told) == 1  # three rooms asked, one answer
        await night.posted(LINK)
        assert sorted(act.source for act in night.asked) == ["douyin", "own", "twitch"]
        # of the bridge that cannot, a person is told
        assert memory.link_refused.keys() == {"douyin"}


async def test_a_reply_goes_to_the_platform_that_asked_and_an_announcement_to_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with three_chats(tmp_path, monkeypatch) as night:
        own, stage, twitch = night.own, night.stage, night.twitch
        await twitch.chat("how much is the silk scarf?")
        await stage.says("$199")
        assert LINK in (await twitch.until_sent()).text
        await own.chat("where can I order the silk scarf?")
        await night.posted(LINK)
        # a plugin answers one platform, then tells all of them
        await twitch.chat("!hours", who="bob")
        await twitch.until_sent(lambda sent: sent.text.startswith("We meet"))
        await own.chat("!where", nick="Tom")
        await night.posted("We are on three")
        await twitch.until_sent(lambda sent: sent.text.startswith("We are on three"))

        assert [act.source for act in night.asked] == ["twitch", "own", "twitch", ""]
        here = [sent.text for sent in twitch.world.sent]
        assert [LINK in text for text in here] == [True, False, False]
        assert here[1:] == ["We meet here every night.", "We are on three platforms."]
