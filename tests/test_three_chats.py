"""One show on three platforms: one audience, one question board, the link wherever it can go."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onair import Gateway, StageClient, say_of, write_show
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from chatbot.adapters.twitch.tokens import SignIn, TokenStore
from chatbot.app import RunOptions, on_air
from chatbot.loading import load_show
from chatbot.testing.twitch import ALL_SCOPES, TwitchMock

if TYPE_CHECKING:
    from collections.abc import Sequence

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
"""


def grab(number: int, kind: int, **data: Any) -> str:
    """A message of DouyinBarrageGrab."""
    user = {"Id": 726, "Nickname": "Mei", "IsAdmin": False, "IsAnchor": False}
    body = {"MsgId": number, "User": user, "WebRoomId": "r1", "RoomId": "1", **data}
    return json.dumps({"Type": kind, "ProcessName": "chrome", "Data": json.dumps(body)})


class Steps(asyncio.Queue[None]):
    """One item for each step that the room took."""

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        self.put_nowait(None)


async def test_three_platforms_are_one_room_and_the_link_goes_to_those_that_can_post_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = write_show(tmp_path)
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path / "home"))
    own, bridge = Gateway(), asyncio.Queue[ServerConnection]()
    sent_to_bridge: list[str | bytes] = []

    async def douyin(connection: ServerConnection) -> None:
        bridge.put_nowait(connection)
        async for raw in connection:
            sent_to_bridge.append(raw)

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
        grant, owner = twitch.grant(), twitch.owner
        TokenStore(tmp_path / "home" / "twitch.json").save(
            SignIn(owner.login, owner.id, twitch.client_id, ALL_SCOPES,
                   access=grant.access, refresh=grant.refresh)
        )  # fmt: skip
        options = RunOptions(
            journal=tmp_path / "n.journal", port=0, voice="silent", second_look=False
        )
        async with on_air(load_show(show), options) as live:
            own.now_ms = live.room.clock.wall_ms
            address = f"{live.address.replace('http', 'ws', 1)}/ws/stage"
            headers = {"Authorization": f"Bearer {live.stage_token}"}
            async with connect(address, additional_headers=headers, proxy=None) as socket:
                stage = StageClient(socket)
                await stage.hello()
                grabber = await asyncio.wait_for(bridge.get(), 10)
                await twitch.until_subscribed("channel.chat.message")
                await own.send({"id": "v-1", "type": "viewers", "room": "r1", "count": 40})
                await grabber.send(grab(1, 6, OnlineUserCount=200))

                # the host is busy with the bowl while three rooms ask the same
                stage.lingers = "owl"
                await own.chat("is the rice bowl sold out?", nick="Tom")
                busy = await stage.until(lambda f: "owl" in say_of(f).get("text", ""))
                await own.chat("how much is the silk scarf?", nick="Ann")
                await grabber.send(grab(2, 1, Content="how much is the silk scarf?"))
                await twitch.chat("how much is the silk scarf?")
                memory, steps = live.room.state.memory, Steps()
                live.room.observe(steps)

                def sources() -> list[set[str]]:
                    """Where each question of the board was asked."""
                    return [{a.source for a in c.asked} for c in memory.board.clusters.values()]

                async with asyncio.timeout(10):
                    while {"own", "douyin", "twitch"} not in sources():
                        await steps.get()
                counts = memory.audience.counts
                assert {"own": [40], "douyin": [200]}.items() <= counts.items()
                assert memory.audience.count == 240 + sum(counts.get("twitch", [])[-1:])
                await socket.send(json.dumps({"type": "finished", "cue": busy["cue"]}))
                await stage.says("$199")
                posted = await twitch.until_sent()
                told = [f for f in stage.frames if "$199" in say_of(f).get("text", "")]
                assert len(told) == 1  # three rooms asked, one answer
                assert LINK in posted.text
                there = await own.until(lambda f: f["type"] == "do" and f["action"] == "reply")
                assert LINK in there["text"]
                assert sent_to_bridge == []  # it takes orders from whoever connects
