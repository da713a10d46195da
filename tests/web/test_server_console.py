"""The console socket: snapshot, events without a gap, actions."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from serving import COOKIE, MODERATOR, OWNER, STAGE, refused, signed_in
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from chatbot.web.sessions import Who

if TYPE_CHECKING:
    from serving import House


async def test_only_moderators_open_the_console_socket(house: House):
    for options in (
        {},
        {"origin": house.http},
        {"additional_headers": STAGE},
        {"subprotocols": ["chatbot.console.v1", "chatbot.token."]},
        {"subprotocols": ["chatbot.console.v1", "chatbot.token.stage-token-0123456789"]},
        {"additional_headers": {**OWNER, "origin": "https://evil.example"}},
        {"additional_headers": {"cookie": f"{COOKIE}=VALID"}, "origin": house.http},
    ):
        assert await refused(house, "/ws/console", **options) == 403, options
    async with signed_in(house, "moderator-token-012345") as client:
        cookie = {"cookie": f"{COOKIE}={client.cookies[COOKIE]}"}
    assert await refused(house, "/ws/console", additional_headers=cookie) == 403
    evil = {"origin": "https://evil.example", "additional_headers": cookie}
    assert await refused(house, "/ws/console", **evil) == 403
    async with connect(
        house.ws + "/ws/console",
        additional_headers=cookie,
        origin=house.http,
        subprotocols=["chatbot.console.v1"],
    ) as socket:
        assert socket.subprotocol == "chatbot.console.v1"
        assert json.loads(await socket.recv())["type"] == "snapshot"


async def test_a_snapshot_then_events_without_a_gap_and_back_again_with_since(house: House):
    house.content = {"state": {"state": "idle"}}
    house.feed.publish({"kind": "notice", "text": "before"})
    console = house.ws + "/ws/console"
    # It leaves with events unread: the closing handshake would wait behind them.
    async with connect(console, additional_headers=MODERATOR, close_timeout=0.1) as socket:
        snapshot = json.loads(await socket.recv())
        assert snapshot["seq"] == 1
        assert snapshot["state"] == {"state": "idle"}
        assert snapshot["resumed"] is False
        for i in range(500):
            house.feed.publish({"kind": "chat", "id": f"m-{i}"})
        seen = [json.loads(await socket.recv()) for _ in range(200)]
        assert [each["seq"] for each in seen] == list(range(2, 202))
    house.feed.publish({"kind": "notice", "text": "while away"})
    for query in ("since=201", f"since=201&epoch={snapshot['epoch']}"):
        async with connect(f"{house.ws}/ws/console?{query}", additional_headers=OWNER) as socket:
            opened = json.loads(await socket.recv())
            assert opened["type"] == "snapshot"
            assert opened["seq"] == 201
            assert opened["resumed"] is True
            missed = [json.loads(await socket.recv()) for _ in range(301)]
            assert [each["seq"] for each in missed] == list(range(202, 503))
            assert missed[-1]["event"]["text"] == "while away"


@pytest.mark.parametrize("query", ["since=9999", "since=1&epoch=other", "since=-1", "since=x"])
async def test_a_since_that_is_not_kept_gets_the_whole_snapshot(house: House, query: str):
    house.content = {"chat": [1, 2]}
    for _ in range(10):
        house.feed.publish({"kind": "chat"})
    async with connect(f"{house.ws}/ws/console?{query}", additional_headers=OWNER) as socket:
        opened = json.loads(await socket.recv())
    assert opened["seq"] == 10
    assert opened["chat"] == [1, 2]


async def test_actions_over_the_socket_and_a_stop_that_passes_a_slow_one(house: House):
    house.hold = asyncio.Event()
    async with connect(house.ws + "/ws/console", additional_headers=MODERATOR) as socket:
        await socket.recv()
        await socket.send('{"action":"say","text":"slow","ref":"1"}')
        await socket.send('{"action":"stop","ref":"2"}')
        stopped = json.loads(await socket.recv())
        assert stopped["ref"] == "2"
        assert stopped["durable"] is False
        assert stopped["unconfirmed"] == []
        house.hold.set()
        assert json.loads(await socket.recv())["ref"] == "1"
        await socket.send('{"action":"product","sku":"A","price":"1","ref":"3"}')
        assert json.loads(await socket.recv()) == {
            "type": "refused",
            "ref": "3",
            "reason": "product needs owner",
        }


@pytest.mark.parametrize(
    "frame",
    [
        "{",
        "[]",
        '"stop"',
        '{"action":"approve","id":"../../x","role":"admin"}',
        '{"action":"edit","id":"u-1","text":"<img src=x onerror=alert(1)>"}',
        '{"ref":"x"}',
        b"\x00\x01",
        "[" * 20_000,
    ],
    ids=lambda frame: frame[:30],
)
async def test_rubbish_on_the_console_socket_is_refused_and_the_socket_lives(
    house: House, frame: str | bytes
):
    async with connect(house.ws + "/ws/console", additional_headers=MODERATOR) as socket:
        await socket.recv()
        await socket.send(frame)
        assert json.loads(await socket.recv())["type"] == "refused"
        await socket.send('{"action":"resume","ref":"9"}')
        assert json.loads(await socket.recv())["ref"] == "9"
    assert [request.action for request, _ in house.asked] == ["resume"]


async def test_a_frame_over_the_limit_closes_with_1009(house: House):
    async with connect(house.ws + "/ws/console", additional_headers=MODERATOR) as socket:
        await socket.recv()
        await socket.send("x" * 70_000)
        with pytest.raises(ConnectionClosed) as caught:
            await socket.recv()
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 1009


async def test_what_was_asked_is_done_even_when_the_console_is_gone(house: House):
    house.hold = asyncio.Event()
    finished = asyncio.Event()
    act = house.act

    async def watched(*args: Any) -> Any:
        try:
            return await act(*args)
        finally:
            finished.set()

    from chatbot.web.sockets import ConsoleClient

    class Gone:
        def __init__(self) -> None:
            self.left = ['{"action":"say","text":"x"}']

        async def receive(self) -> str:
            if not self.left:
                house.hold.set()
                raise ConnectionError
            return self.left.pop()

        async def send_text(self, text: str) -> None:
            return

        async def close(self, code: int, reason: str) -> None:
            return

    await ConsoleClient(
        Gone(),  # type: ignore[arg-type]
        who=lambda: Who("owner", "owner"), feed=house.feed, act=watched, keep=house.deeds.append,
    ).serve()  # fmt: skip
    assert finished.is_set()
    assert house.asked[0][0].action == "say"


class Stuck:
    """A console whose network takes nothing after the snapshot."""

    def __init__(self) -> None:
        self.closed: tuple[int, str] | None = None
        self.never = asyncio.Event()
        self.opened = asyncio.Event()

    async def receive(self) -> str:
        await self.never.wait()
        raise ConnectionError

    async def send_text(self, text: str) -> None:
        if self.opened.is_set():
            await self.never.wait()
        self.opened.set()

    async def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)


async def test_a_console_that_falls_behind_is_closed_and_told_to_come_back(house: House):
    from chatbot.web.sockets import ConsoleClient

    stuck = Stuck()
    async with asyncio.TaskGroup() as group:
        client = ConsoleClient(
            stuck,  # type: ignore[arg-type]
            who=lambda: Who("owner", "owner"), feed=house.feed, act=house.act,
            keep=house.deeds.append,
        )  # fmt: skip
        group.create_task(client.serve())
        await stuck.opened.wait()
        for i in range(10_002):
            house.feed.publish({"kind": "chat", "id": i})
    assert stuck.closed is not None
    assert stuck.closed[0] == 4008
    assert house.feed.clients == 0


async def test_nothing_is_lost_in_a_flood(house: House):
    total = 30_000
    async with connect(house.ws + "/ws/console", additional_headers=OWNER) as socket:
        await socket.recv()

        async def flood() -> None:
            for i in range(total):
                house.feed.publish({"kind": "chat", "id": i, "text": "多少钱" * 10})
                if i % 100 == 0:
                    await asyncio.sleep(0)

        async with asyncio.TaskGroup() as group:
            group.create_task(flood())
            seqs = [json.loads(await socket.recv())["seq"] for _ in range(total)]
    assert seqs == list(range(1, total + 1))
