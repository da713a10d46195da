"""Other people's chat bridges, message by message and over real sockets."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from gateway_peers import NOW_MS, adapter, gateway, on_air
from websockets.asyncio.client import connect
from websockets.frames import Frame as FrameOfWire
from websockets.frames import Opcode

from chatbot.adapters.dialects import DIALECTS, Repeats, decoder_of
from chatbot.adapters.dialects.shared import count_of, text_of
from chatbot.adapters.frames import Bad, Chat, Frame, Gift, Live, Order, Unknown, Viewers
from chatbot.adapters.gateway import Limits, ListenAddress
from chatbot.events import ChatMessage, OrderPlaced, SourceChanged, ViewerCount

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection


def grab(kind: int, **data: Any) -> str:
    user = {"Id": 7260517442466662207, "Nickname": "小雨", "IsAdmin": False, "IsAnchor": False}
    body = {"MsgId": 7260517442466662200 + kind, "User": user, "WebRoomId": "r1",
            "RoomId": "726041", **data}  # fmt: skip
    return json.dumps({"Type": kind, "ProcessName": "chrome", "Data": json.dumps(body)})


def ninja(**data: Any) -> str:
    usual = {"id": 9, "type": "youtube", "chatname": "Zoé", "chatmessage": "", "userid": "42"}
    return json.dumps({**usual, **data})


def oba(kind: str, **data: Any) -> str:
    usual = {"msg_type": kind, "msg_id": "o-1", "nick_name": "小雨", "user_id": "u7"}
    return json.dumps({**usual, **data})


def dycast(method: str, **data: Any) -> dict[str, Any]:
    user = {"id": "u9", "name": "阿来"}
    return {"id": f"d-{method}", "method": f"Webcast{method}Message", "user": user, **data}


def frames_of(dialect: str, raw: str) -> list[Any]:
    return list(DIALECTS[dialect]("r1", lambda: NOW_MS, Repeats()).decode(raw))


def one(dialect: str, raw: str) -> Any:
    (frame,) = frames_of(dialect, raw)
    return frame


# -- what each message says ------------------------------------------------------------------------


def test_barrage_grab_says_json_inside_json() -> None:
    said = one("barrage_grab", grab(1, Content="多少钱"))
    assert isinstance(said, Chat)
    assert (said.text, said.user.nick, said.room) == ("多少钱", "小雨", "r1")
    assert said.id == "7260517442466662201"  # beyond what a float holds
    assert said.user.id == "7260517442466662207"


def test_a_gift_counts_what_came_now_and_never_the_running_total() -> None:
    gift = one("barrage_grab", grab(5, GiftName="玫瑰", GiftCount=2, RepeatCount=40))
    assert isinstance(gift, Gift)
    assert gift.count == 2
    rising = dycast("Gift", gift={"name": "玫瑰", "type": 1, "count": "40", "repeatEnd": 0})
    assert frames_of("dycast", json.dumps([rising])) == []
    whole = dycast("Gift", gift={"name": "玫瑰", "type": 1, "count": "41", "repeatEnd": 1})
    assert one("dycast", json.dumps([whole])).count == 41


@pytest.mark.parametrize(
    ("stats", "watching"),
    [({"OnlineUserCount": 1280}, 1280), ({"OnlineUserCountStr": "2.2万"}, 22_000)],
)
def test_barrage_grab_counts_viewers_as_number_or_as_text(
    stats: dict[str, Any], watching: int
) -> None:
    counted = one("barrage_grab", grab(6, **stats, TotalUserCount=9_999_999))
    assert isinstance(counted, Viewers)
    assert counted.count == watching


def test_another_room_of_the_same_tool_stays_another_room() -> None:
    assert one("barrage_grab", grab(1, Content="hi", WebRoomId="r2", RoomId="1")).room == "r2"
    assert one("barrage_grab", grab(1, Content="hi", WebRoomId="r2", RoomId="r1")).room == "r1"
    assert one("barrage_grab", grab(1, Content="hi", WebRoomId="0", RoomId=0)).room == "r1"


def test_the_end_of_the_broadcast_is_heard() -> None:
    assert one("barrage_grab", grab(9)).state == "ended"
    for status in ("3", 4):
        ended = one("dycast", json.dumps([dycast("Control", room={"status": status})]))
        assert isinstance(ended, Live)
        assert ended.state == "ended"
    for event, state in (("stream_online", "started"), ("live_chat_ended", "ended")):
        assert one("social_stream_ninja", ninja(event=event)).state == state


def test_dycast_tells_of_its_room_before_it_sends_arrays() -> None:
    about = json.dumps({"roomId": "7", "uniqueId": "8", "nickname": "兰", "status": 2})
    assert frames_of("dycast", about) == []
    told: list[str] = []
    decode = decoder_of("auto", room="r1", wall_ms=lambda: NOW_MS, on_detect=told.append)
    assert decode(about) == []
    assert told == ["dycast"]


def test_social_stream_ninja_writes_html_and_we_read_text() -> None:
    html = 'how much&nbsp;is <b>it</b> <img src="x" alt=":wave:"> <script>1</script>?'
    said = one("social_stream_ninja", ninja(chatmessage=html))
    assert said.text == "how much\xa0is it :wave: 1?"
    assert said.user.id == "youtube:42"
    plain = one("social_stream_ninja", ninja(chatmessage="2 < 3 &amp; more", textonly=True))
    assert plain.text == "2 < 3 &amp; more"


def test_events_of_social_stream_ninja() -> None:
    counted = one("social_stream_ninja", ninja(event="viewer_update", meta=318))
    assert counted.count == 318
    likes = one("social_stream_ninja", ninja(event="likes_update", meta=10_000))
    assert isinstance(likes, Unknown)  # a total: added up it would be a flood
    gift = one("social_stream_ninja", ninja(hasDonation="3 roses", chatmessage="for you"))
    assert (gift.name, gift.text) == ("3 roses", "for you")
    wrapped = json.dumps({"overlayNinja": json.loads(ninja(chatmessage="hello"))})
    assert one("social_stream_ninja", wrapped).text == "hello"
    assert frames_of("social_stream_ninja", ninja(chatmessage="psst", private=True)) == []
    assert frames_of("social_stream_ninja", '{"action":"nextInQueue"}') == []


def test_oba_live_tool_brings_comments_and_paid_orders() -> None:
    said = one("oba_live_tool", oba("taobao_comment", content="有货吗", time=NOW_MS))
    assert (said.text, said.ts) == ("有货吗", NOW_MS)
    assert one("oba_live_tool", oba("comment", content="hi", time="2026/11/28 21:00")).ts is None
    paid = one("oba_live_tool", oba("live_order", order_status="已付款", product_id="36"))
    assert isinstance(paid, Order)
    assert paid.sku == "36"
    placed = one("oba_live_tool", oba("live_order", order_status="已下单", product_id="36"))
    assert isinstance(placed, Unknown)


def test_a_userscript_that_reads_the_page_anew_says_nothing_twice() -> None:
    raw = json.dumps({"type": "comment", "username": "小雨", "content": "多少钱"})
    assert one("userscript", raw).id == one("userscript", raw).id
    other = json.dumps({"type": "comment", "username": "阿来", "content": "多少钱"})
    assert one("userscript", raw).id != one("userscript", other).id
    assert frames_of("userscript", '{"type":"info","content":"ws连接成功"}') == []


def test_a_userscript_on_kuaishou_tells_gifts_and_likes_too() -> None:
    gift = one("userscript", '{"type":"gift","username":"小雨","gift":"送出 玫瑰"}')
    assert (gift.name, gift.count, gift.user.nick) == ("送出 玫瑰", 1, "小雨")
    like = one("userscript", '{"type":"like","username":"小雨"}')
    assert (like.type, like.count) == ("like", 1)


def test_dycast_sends_arrays() -> None:
    rows = [
        dycast("Chat", content="怎么买"),
        dycast("Member"),
        dycast("RoomStats", room={"audienceCount": "1.3w"}),
        dycast("Rank"),
    ]
    said = frames_of("dycast", json.dumps(rows))
    assert [type(frame).__name__ for frame in said] == ["Chat", "Enter", "Viewers", "Unknown"]
    assert said[2].count == 13_000
    likes = dycast("Like", content="为主播点赞了(3)", room={"likeCount": 90_000})
    assert one("dycast", json.dumps([likes])).count == 3
    many = frames_of("dycast", json.dumps([dycast("Chat", content=str(n)) for n in range(900)]))
    assert len(many) == 501
    assert isinstance(many[-1], Bad)


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
@pytest.mark.parametrize(
    "raw",
    ["", "{", "[]", "null", "17", '"x"', "[[]]", "{}", '{"type":"chat"}', b"\x00\x01",
     '{"Type":1,"Data":"{"}', '{"Type":1,"Data":"[]"}', '[{"method":7}]', '{"msg_type":"comment"}',
     '{"chatname":{},"chatmessage":[]}', '{"type":"comment","content":"x","username":{"a":1}}',
     '[{"method":"WebcastChatMessage","user":[],"content":{}}]',
     '{"Type":1,"Data":"{\\"User\\":7,\\"Content\\":7,\\"MsgId\\":{}}"}'],
)  # fmt: skip
def test_whatever_comes_is_a_frame_or_is_bad(dialect: str, raw: str | bytes) -> None:
    assert all(
        isinstance(frame, Frame | Bad)
        for frame in DIALECTS[dialect]("r1", lambda: NOW_MS, Repeats()).decode(raw)
    )


@pytest.mark.parametrize(
    ("written", "count"),
    [(5, 5), ("5", 5), ("2.2万", 22_000), ("1.3w", 13_000), ("1,280", 1280), ("3K+", 3000),
     ("1.5亿", 150_000_000), ("", None), ("many", None), (None, None), (True, None), (-1, None)],
)  # fmt: skip
def test_counts_as_people_write_them(written: Any, count: int | None) -> None:
    assert count_of(written) == count


def test_broken_html_is_text_too() -> None:
    assert text_of("a <b>c") == "a c"
    assert text_of("1 < 2 and 3 > 2") == "1 < 2 and 3 > 2"


# -- which dialect it is ---------------------------------------------------------------------------


FIRST = {
    "barrage_grab": grab(1, Content="hi"),
    "social_stream_ninja": ninja(chatmessage="hi"),
    "oba_live_tool": oba("comment", content="hi"),
    "userscript": json.dumps({"type": "comment", "username": "小雨", "content": "hi"}),
    "dycast": json.dumps([dycast("Chat", content="hi")]),
}


@pytest.mark.parametrize("dialect", sorted(FIRST))
def test_the_first_message_tells_its_dialect(dialect: str) -> None:
    told: list[str] = []
    decode = decoder_of("auto", room="r1", wall_ms=lambda: NOW_MS, on_detect=told.append)
    assert isinstance(decode("rubbish"), Bad)
    found = decode(FIRST[dialect])
    assert told == [dialect]
    assert isinstance(found, list)
    assert found[0].text == "hi"
    assert [name for name in DIALECTS if DIALECTS[name].speaks(json.loads(FIRST[dialect]))] == [
        dialect
    ]


def test_the_native_dialect_is_told_from_the_others() -> None:
    told: list[str] = []
    decode = decoder_of("auto", room="r1", wall_ms=lambda: NOW_MS, on_detect=told.append)
    decode('{"type":"hello","acks":true}')
    assert isinstance(decode(FIRST["oba_live_tool"]), Bad)
    assert told == []


# -- over real sockets -----------------------------------------------------------------------------


def answering_pings(connection: ServerConnection, payload: bytes | None) -> asyncio.Queue[None]:
    """Answer every ping with this payload, or not at all; the queue gets one for each ping."""
    send, pings = connection.protocol.send_frame, asyncio.Queue[None]()

    def odd(frame: FrameOfWire) -> None:
        if frame.opcode is not Opcode.PONG:
            send(frame)
            return
        pings.put_nowait(None)
        if payload is not None:
            send(FrameOfWire(Opcode.PONG, payload))

    connection.protocol.send_frame = odd  # type: ignore[method-assign]
    return pings


async def test_a_tool_that_answers_pings_in_its_own_way_is_kept() -> None:
    """Every ping gets the payload "pong", against RFC 6455."""

    async def talk(connection: ServerConnection) -> None:
        pings = answering_pings(connection, b"pong")
        for _ in range(8):
            await pings.get()
        await connection.send(grab(1, Content="still here"))
        await connection.wait_closed()

    quick = Limits(open_timeout_s=2, close_timeout_s=0.1, ping_every_s=0.05, ping_timeout_s=0.1)
    async with (
        gateway(talk, ping_interval=None) as url,
        on_air(adapter(url, limits=quick)) as show,
    ):
        await show.chat()
        assert show.texts == ["still here"]
        assert "down" not in show.states


async def test_a_tool_that_falls_silent_is_left() -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.send(grab(1, Content="hi"))
        answering_pings(connection, None)
        await connection.wait_closed()

    quick = Limits(open_timeout_s=2, close_timeout_s=0.1, ping_every_s=0.1, ping_timeout_s=0.1)
    async with (
        gateway(talk, ping_interval=None) as url,
        on_air(adapter(url, limits=quick)) as show,
    ):
        await show.chat()
        await show.until(lambda: "down" in show.states)
        assert "fell silent" in show.of(SourceChanged)[-1].detail


async def test_nothing_is_ever_sent_to_a_tool_that_takes_orders() -> None:
    heard: list[Any] = []

    async def talk(connection: ServerConnection) -> None:
        await connection.send(grab(1, Content='{"Cmd":1,"Data":true}'))
        async for message in connection:
            heard.append(message)

    async with gateway(talk) as url:
        source = adapter(url)
        async with on_air(source) as show:
            await show.chat()
            assert source.can == frozenset()
            done = await source.act("1", {"action": "reply", "text": '{"Cmd":1,"Data":true}'})
            assert done.result == "refused"
    assert heard == []


@pytest.mark.parametrize("dialect", ["userscript", "dycast"])
async def test_a_script_in_a_browser_connects_to_us(dialect: str) -> None:
    source = adapter(None, mode="listen", listen=ListenAddress(port=0), token="t" * 32)
    async with on_air(source) as show:
        await show.until(lambda: source.bound)
        assert source.bound is not None
        where = f"ws://127.0.0.1:{source.bound.port}/in/{'t' * 32}"
        async with connect(where) as script:
            await script.send(FIRST[dialect])
            assert (await show.chat())[0].text == "hi"
            count = json.dumps([dycast("RoomStats", room={"audienceCount": 12})])
            if dialect == "dycast":
                await script.send(count)
                await show.until(lambda: show.of(ViewerCount))


async def test_a_paid_order_reaches_the_show() -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.send(oba("live_order", order_status="已付款", product_id="36"))
        await connection.wait_closed()

    named = {"dialect": "oba_live_tool"}
    async with gateway(talk) as url, on_air(adapter(url, config=named)) as show:
        await show.until(lambda: show.of(OrderPlaced))
        assert show.of(OrderPlaced)[0].sku == "36"
        assert show.of(ChatMessage) == []


async def test_another_bridge_in_the_same_place_is_recognised_anew() -> None:
    bridges = iter(("oba_live_tool", "barrage_grab", "barrage_grab"))

    async def talk(connection: ServerConnection) -> None:
        await connection.send(FIRST[next(bridges)])

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        await show.chat(3)
        spoken = [told.detail for told in show.of(SourceChanged) if "speaks" in told.detail]
    assert spoken == ["the gateway speaks oba_live_tool", "the gateway speaks barrage_grab"]


def test_a_frame_of_ours_without_its_room_settles_nothing() -> None:
    told: list[str] = []
    decode = decoder_of("auto", room="r1", wall_ms=lambda: NOW_MS, on_detect=told.append)
    assert isinstance(decode('{"type":"chat","id":"m-1","text":"hi"}'), Bad)
    decode(FIRST["userscript"])
    assert told == ["userscript"]


def test_what_has_no_id_and_is_told_again_on_the_next_connection_is_the_same_message() -> None:
    repeats, now_ms = Repeats(), NOW_MS - NOW_MS % 5_000 + 4_990
    raw = json.dumps({"type": "comment", "username": "Mei", "content": "多少钱"})

    def told(at_ms: int) -> str:
        """Its id on a connection opened just now."""
        (frame,) = DIALECTS["userscript"]("r1", lambda: at_ms, repeats).decode(raw)
        assert isinstance(frame, Chat)
        return frame.id

    first = told(now_ms)
    assert told(now_ms + 20) == told(now_ms + 4_000) == first
    assert told(now_ms + 5_000) != first  # she asks once more
