"""We connect to a gateway: what arrives, what is said back, and what happens when it goes."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from gateway_peers import FATES, NOW_MS, Time, adapter, chat, gateway, on_air

from chatbot.errors import AuthFailed, ConfigError
from chatbot.events import ChatMessage, LiveState, Other, ProductSignal, SourceChanged, ViewerCount

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection


async def test_a_viewers_question_becomes_a_message_of_this_source() -> None:
    async def talk(ws: ServerConnection) -> None:
        await ws.send(chat("m-1001", "多少钱"))
        await ws.send('{"id":"v-88","type":"viewers","room":"r1","count":1280}')
        await ws.wait_closed()

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        (message,) = await show.chat()
        await show.until(lambda: show.of(ViewerCount))
    assert (message.id, message.source, message.text) == ("m-1001", "gw", "多少钱")
    assert (message.viewer.id, message.viewer.nick, message.viewer.role) == ("u1", "小雨", "viewer")
    assert message.sent_ms == NOW_MS
    assert not message.stale
    assert show.of(ViewerCount)[0].count == 1280
    assert show.states[:2] == ["connecting", "up"]


async def test_the_token_goes_as_bearer_and_an_unwanted_one_ends_the_adapter() -> None:
    seen: list[str | None] = []

    def check(ws: ServerConnection, request):  # type: ignore[no-untyped-def]
        seen.append(request.headers.get("Authorization"))
        return ws.respond(401, "no\n")

    async def talk(ws: ServerConnection) -> None:
        raise AssertionError("not reached")

    async with gateway(talk, process_request=check) as url:
        source = adapter(url, token="sesame-0123456789")
        events: list[SourceChanged] = []
        with pytest.raises(AuthFailed, match=r"write token: .{CHATBOT_GATEWAY_TOKEN} at this"):
            await source.run(lambda event, _: events.append(event))  # type: ignore[arg-type]
    assert seen == ["Bearer sesame-0123456789"]
    assert [event.state for event in events] == ["connecting"]  # whoever runs it tells the rest
    assert "sesame" not in "".join(event.detail for event in events)


async def test_every_fate_is_acknowledged_once_it_is_known_and_not_before() -> None:
    acks: list[dict[str, str]] = []
    told = asyncio.Event()

    async def talk(ws: ServerConnection) -> None:
        await ws.send('{"type":"hello","acks":true}')
        for fate in FATES:
            await ws.send(chat(f"m-{fate}"))
        await ws.send(chat("elsewhere", room="r2"))
        await ws.send('{"id":5,"type":"chat"}')
        async for raw in ws:
            acks.append(json.loads(raw))
            if len(acks) == 5:
                told.set()

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        await show.chat(4)
        # another room's frame is judged by the adapter itself; the others wait for the show
        for fate in reversed(FATES):
            show.fates[f"m-{fate}"](fate)
        async with asyncio.timeout(5):
            await told.wait()
    assert {(ack["type"], ack["id"], ack["fate"]) for ack in acks} == {
        ("ack", "elsewhere", "dropped"),
        *(("ack", f"m-{fate}", fate) for fate in FATES),
    }


async def test_without_acks_in_the_hello_nothing_is_sent_back() -> None:
    async def talk(ws: ServerConnection) -> None:
        await ws.send(chat("m-1"))
        await ws.send('{"type":"hello","acks":true}')  # too late to count
        await ws.send(chat("m-2"))
        await ws.wait_closed()

    async with gateway(talk) as url:
        source = adapter(url)
        async with on_air(source) as show:
            await show.chat(2)
        assert show.fates == {}
        assert source.counts == {"late_hello": 1}


async def test_a_gateway_that_reads_no_acknowledgements_is_let_go() -> None:
    count = 20_050

    async def talk(ws: ServerConnection) -> None:
        await ws.send('{"type":"hello","acks":true}')
        await ws.send(chat("m-1"))
        ws.transport.pause_reading()
        await ws.wait_closed()

    async with gateway(talk, close_timeout=0.1) as url:
        source = adapter(url)
        async with on_air(source) as show:
            await show.chat()
            for _ in range(count):
                show.fates["m-1"]("kept")
            await show.until(lambda: "down" in show.states)
        assert source.counts["slow_reader"] == 1


async def test_bad_frames_are_counted_by_kind_and_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def talk(ws: ServerConnection) -> None:
        for _ in range(3):
            await ws.send("{")
        await ws.send("[]")
        await ws.send(chat("m-2", room="r2"))
        await ws.send(b"\x00\x01")
        await ws.send(chat("m-3", "还在"))
        await ws.wait_closed()

    async with gateway(talk) as url:
        source = adapter(url, counts_every_s=0.0)
        async with on_air(source) as show:
            assert (await show.chat())[0].text == "还在"
            await show.until(lambda: "frames" in show.states)
    expected = {"bad_json": 3, "not_object": 1, "wrong_room": 1, "binary": 1}
    assert source.counts == expected
    assert dict(show.of(SourceChanged)[-1].counts) == expected
    assert [r.message.split(": ")[1] for r in caplog.records] == list(expected)


async def test_late_stale_and_future_stamps() -> None:
    async def talk(ws: ServerConnection) -> None:
        await ws.send(chat("old", ts=NOW_MS - 600_001))
        await ws.send(chat("late", ts=NOW_MS - 599_999))
        await ws.send(chat("future", ts=NOW_MS + 86_400_000))
        await ws.send(chat("none", ts=None))
        await ws.send(chat("seconds", ts=NOW_MS // 1000 - 60))
        await ws.send(chat("ancient", ts=-1e300))
        await ws.wait_closed()

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        messages = {m.id: m for m in await show.chat(6)}
    assert [m.stale for m in messages.values()] == [True, False, False, False, False, True]
    assert messages["seconds"].sent_ms == NOW_MS - 60_000
    assert messages["ancient"].sent_ms == 0
    assert messages["future"].sent_ms == NOW_MS
    assert messages["none"].sent_ms is None


async def test_a_wrong_clock_is_corrected_and_said_once() -> None:
    async def talk(ws: ServerConnection) -> None:
        for n in range(40):
            await ws.send(chat(f"m-{n}", user=f"u{n % 6}", ts=NOW_MS - 3_600_000))
        await ws.wait_closed()

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        messages = await show.chat(40)
    assert messages[0].stale
    assert not messages[-1].stale
    assert messages[-1].sent_ms == NOW_MS
    said = [e for e in show.of(SourceChanged) if "clock" in e.detail]
    assert [e.state for e in said] == ["up"]


async def test_trust_is_what_the_show_file_gives() -> None:
    async def talk(ws: ServerConnection) -> None:
        await ws.send('{"id":"1","type":"live","room":"r1","state":"ended"}')
        await ws.send(
            '{"id":"2","type":"product","room":"r1","sku":"TEE","action":"stock","stock":9}'
        )
        await ws.wait_closed()

    async with gateway(talk) as url:
        for trust, expected in (([], (False, False)), (["live"], (True, False))):
            async with on_air(adapter(url, config={"trust": trust})) as show:
                await show.until(lambda s=show: s.of(ProductSignal))
            got = show.of(LiveState)[0].trusted, show.of(ProductSignal)[0].trusted
            assert got == expected


async def test_unknown_types_are_kept_whole_unless_huge() -> None:
    async def talk(ws: ServerConnection) -> None:
        await ws.send('{"id":"1","type":"lottery","room":"r1","prize":"伞"}')
        await ws.send(json.dumps({"id": "2", "type": "blob", "room": "r1", "x": "y" * 9000}))
        await ws.wait_closed()

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        await show.until(lambda: len(show.of(Other)) == 2)
    small, huge = show.of(Other)
    assert (small.type, json.loads(small.data)["prize"]) == ("lottery", "伞")
    assert json.loads(huge.data)["type"] == "blob"
    assert len(huge.data) < 100


async def test_what_the_gateway_can_do_is_asked_and_answered() -> None:
    asked: list[dict[str, object]] = []

    async def talk(ws: ServerConnection) -> None:
        await ws.send('{"type":"hello","acks":false,"can":["pin","reply","fly"]}')
        async for raw in ws:
            do = json.loads(raw)
            asked.append(do)
            if do["action"] == "pin":
                await ws.send(json.dumps({"type": "done", "ref": do["ref"]}))
            elif do["text"] == "no":
                refusal = {"type": "refused", "ref": do["ref"], "reason": "muted"}
                await ws.send(json.dumps(refusal))

    async with gateway(talk) as url:
        source = adapter(url, act_timeout_s=0.05)
        async with on_air(source) as show:
            assert (await source.act("1", {"action": "pin"})).result == "refused"
            await show.until(lambda: source.can)
            assert source.can == {"pin", "reply"}
            pinned, refused, silent, cannot = await asyncio.gather(
                source.act("7", {"action": "pin", "sku": "SERUM"}),
                source.act("8", {"action": "reply", "text": "no"}),
                source.act("9", {"action": "reply", "text": "…"}),
                source.act("10", {"action": "mute", "user": "u1", "seconds": 600}),
            )
        assert source.can == frozenset()
    assert asked[0] == {"type": "do", "ref": "7", "action": "pin", "sku": "SERUM"}
    assert (pinned.result, pinned.cause, pinned.action) == ("done", "7", "pin")
    assert (refused.result, refused.detail) == ("refused", "muted")
    assert silent.result == "timeout"
    assert (cannot.result, cannot.detail) == ("refused", "this gateway cannot mute: do it by hand")
    assert show.of(SourceChanged)[-1].can in (("pin", "reply"), ())


async def test_actions_are_rate_limited_and_a_lost_connection_refuses_them() -> None:
    gone = asyncio.Event()

    async def talk(ws: ServerConnection) -> None:
        await ws.send('{"type":"hello","can":["pin"]}')
        async for raw in ws:
            do = json.loads(raw)
            if do["sku"] == "LAST":
                await ws.close()
                gone.set()
            await ws.send(json.dumps({"type": "done", "ref": do["ref"]}))

    time = Time()

    async def sleep(seconds: float) -> None:
        time.slept.append(seconds)

    async with gateway(talk) as url:
        source = adapter(url, clock=time.clock, sleep=sleep)
        async with on_air(source) as show:
            await show.until(lambda: source.can)
            results = [await source.act(str(n), {"action": "pin", "sku": "A"}) for n in range(25)]
            time.now_s += 60
            last = await source.act("z", {"action": "pin", "sku": "LAST"})
    assert [r.result for r in results].count("done") == 20  # 10 at once, then 5 s of patience
    assert results[-1].detail.startswith("too many actions")
    assert last.result == "refused"


@pytest.mark.parametrize("url", [None, "http://127.0.0.1:1", "127.0.0.1:8770", "ws://"])
def test_a_wrong_address_is_refused_at_once(url: str | None) -> None:
    with pytest.raises((ConfigError, ValueError), match="ws://"):
        adapter(url)


async def test_secrets_in_an_address_are_not_shown() -> None:
    async def talk(ws: ServerConnection) -> None: ...

    async with gateway(talk) as url:
        pass
    secret = url.replace("ws://", "ws://user:sesame@") + "/feed?key=sesame"
    async with on_air(adapter(secret)) as show:
        await show.until(lambda: "down" in show.states)
    assert "sesame" not in "".join(e.detail for e in show.of(SourceChanged))
    assert isinstance(show.events[0], SourceChanged)
    assert not show.of(ChatMessage)


async def test_a_show_that_hears_only_another_room_says_which() -> None:
    async def talk(connection: ServerConnection) -> None:
        for number in range(5):
            await connection.send(chat(f"m-{number}", room="940152769375"))
        await connection.send(chat("m-9"))
        await connection.wait_closed()

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        await show.chat()
        told = [each.detail for each in show.of(SourceChanged)]
    (hint,) = [detail for detail in told if "940152769375" in detail]
    assert "the show is set to room 'r1'" in hint
    assert hint.endswith('write room: "940152769375" where that is yours')
