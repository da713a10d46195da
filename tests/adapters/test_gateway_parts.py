"""The pure parts: reading one frame, judging a clock, spacing attempts."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from gateway_peers import NOW_MS, chat
from hypothesis import given
from hypothesis import strategies as st

from chatbot.adapters import frames
from chatbot.adapters.frames import Bad, Frame
from chatbot.adapters.native import decode
from chatbot.adapters.skew import Skew
from chatbot.adapters.translate import to_event
from chatbot.backoff import Backoff, TokenBucket
from chatbot.events import (
    AudienceMember,
    CartAdded,
    ChatMessage,
    GiftSent,
    Liked,
    MessageDeleted,
    OrderPlaced,
    ProductSignal,
    ViewerBanned,
)

U = {"id": "u1", "nick": "小雨"}


def frame(type: str, **more: Any) -> str:
    return json.dumps({"id": "x-1", "room": "r1", "type": type, **more}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("raw", "event"),
    [
        (frame("like", user=U, count=3), {"count": 3}),
        (
            frame("gift", user=U, name="玫瑰", count=2, value=19.9, currency="cny", text="加油\n"),
            {"name": "玫瑰", "count": 2, "value": 19.9, "currency": "CNY", "text": "加油"},
        ),
        (frame("gift", user=U, name="a", count=1), {"value": None, "currency": None, "text": ""}),
        (frame("cart", user=U, sku="TEE"), {"sku": "TEE", "quantity": 1}),
        (frame("order", user=U, sku="TEE", qty=2, amount=158), {"quantity": 2, "amount": 158.0}),
        (frame("delete", target="m-9"), {"target": "m-9"}),
        (frame("ban", user=U), {}),
        (frame("product", sku="TEE", action="sold_out"), {"action": "sold_out", "stock": None}),
        (frame("product", sku="TEE", action="stock", stock=0), {"stock": 0}),
        (frame("product", sku="T", action="price", price=129.90), {"amount": "129.9"}),
        (frame("product", sku="T", action="price", amount="129.90", currency="eur"),
         {"amount": "129.9", "currency": "EUR"}),
    ],
)  # fmt: skip
def test_every_type_becomes_its_event(raw: str, event: dict[str, Any]) -> None:
    read = decode(raw)
    assert isinstance(read, Frame)
    made = to_event(read, source="gw")
    assert (made.id, made.source) == ("x-1", "gw")
    assert {name: getattr(made, name) for name in event} == event
    assert isinstance(
        made,
        Liked | GiftSent | CartAdded | OrderPlaced | MessageDeleted | ViewerBanned | ProductSignal,
    )


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("", "bad_json"),
        (" ", "bad_json"),
        ("{", "bad_json"),
        ("['a']", "bad_json"),
        ("[１]", "bad_json"),
        ("PING :tmi.twitch.tv", "bad_json"),
        ("[" * 60_000, "bad_json"),
        ('{"a":"\\ud83d","b":' + "[" * 5000 + "}", "bad_json"),
        (frame("viewers", count=1, z=float("nan")), "bad_json"),
        (frame("viewers", count=1, z=float("-inf")), "bad_json"),
        (frame("viewers", count=1)[:-1] + ',"z":1e999}', "fine"),
        (frame("viewers", count=1)[:-1] + ',"z":' + "9" * 5000 + "}", "bad_json"),
        ("[]", "not_object"),
        ("null", "not_object"),
        ('"chat"', "not_object"),
        ("{}", "bad_type"),
        (frame("chat"), "bad_user"),
        (chat(id=1), "bad_id"),
        (chat(id=12345678901234567890), "bad_id"),
        (chat(id=""), "bad_id"),
        (chat(id=None), "bad_id"),
        (chat(id="a\nb"), "bad_id"),
        (chat(id="x" * 257), "bad_id"),
        (chat(room=None), "bad_room"),
        (chat(room=1), "bad_room"),
        (chat(type=1), "bad_type"),
        (chat(type=None), "bad_type"),
        (chat(type="x" * 65), "bad_type"),
        (frame("chat", user="u1", text="x"), "bad_user"),
        (json.dumps({"id": "1", "type": "chat", "room": "r", "text": "x"}), "bad_user"),
        (chat(text=None), "bad_value"),
        (chat(text=5), "bad_value"),
        (chat(ts="soon"), "bad_value"),
        (chat(ts=True), "bad_value"),
        (frame("viewers", count=-1), "bad_value"),
        (frame("viewers", count=1.5), "bad_value"),
        (frame("viewers", count="12"), "bad_value"),
        (frame("viewers", count=True), "bad_value"),
        (frame("viewers", count=10**30), "bad_value"),
        (frame("viewers"), "bad_value"),
        (frame("live", state="paused"), "bad_value"),
        (frame("product", sku="T", action="dance"), "bad_value"),
        (frame("product", sku="T", action="stock"), "bad_value"),
        (frame("product", sku="T", action="price", price="1e-999999"), "bad_value"),
        (frame("product", sku="T", action="price", price=-1), "bad_value"),
        (frame("order", user=U, sku="T", amount=float(10**13)), "bad_value"),
        (frame("cart", user=U, sku="T", qty=0), "bad_value"),
        ('{"type":"hello","can":"pin"}', "bad_value"),
    ],
)
def test_broken_frames_have_a_kind(raw: str, kind: str) -> None:
    read = decode(raw)
    assert (read.kind if isinstance(read, Bad) else "fine") == kind


def test_binary_frames_are_bad() -> None:
    assert decode(chat().encode()) == Bad("binary", "frames are text")


def test_what_is_unknown_or_odd_does_no_harm() -> None:
    read = decode(chat(extra={"deep": [1]}, __proto__={"isAdmin": True}))
    assert isinstance(read, frames.Chat)
    assert isinstance(decode(frame("lottery", deep={"a": [1, 2]})), frames.Unknown)
    twice = decode('{"id":"a","id":"b","type":"viewers","room":"r","count":1}')
    assert isinstance(twice, frames.Viewers)
    assert twice.id == "b"
    for role, known in (("moderator", "moderator"), ("admin", "viewer"), (None, "viewer")):
        read = decode(chat(user={**U, "role": role}))
        assert isinstance(read, frames.Chat)
        assert read.user.known_role == known


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(decode(text), Bad | Frame | frames.Hello | frames.Done | frames.Refused)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["id", "type", "room", "user", "text", "count", "ts", "sku", "action", "price", "ref", "can"]
)
TYPES = st.sampled_from(["chat", "gift", "product", "hello", "done", "order", "x", 5, None])


@given(st.dictionaries(KEYS, json_values), TYPES)
def test_no_value_breaks_the_reader(data: dict[str, Any], type: Any) -> None:
    read = decode(json.dumps({**data, "type": type}))
    if isinstance(read, Frame):
        made = to_event(read, source="gw")
        assert made.id.isprintable()
        json.dumps(made.id).encode()


# --- clocks -----------------------------------------------------------------------------------


def test_twenty_late_frames_of_four_viewers_prove_nothing() -> None:
    skew = Skew()
    for n in range(100):
        assert skew.judge(NOW_MS - 900_000, NOW_MS, f"u{n % 4}")[1:] == (True, False)


def test_a_wrong_clock_and_its_correction() -> None:
    skew = Skew()
    late = [
        skew.judge(NOW_MS + n * 500 - 3_600_000 - n % 3 * 700, NOW_MS + n * 500, f"u{n % 7}")
        for n in range(30)
    ]
    assert [changed for _, _, changed in late].index(True) == 19
    assert skew.offset_ms == 3_600_000
    assert [stale for _, stale, _ in late] == [True] * 19 + [False] * 11
    sent, stale, changed = skew.judge(NOW_MS - 5000, NOW_MS, "u1")
    assert (sent, stale, changed, skew.offset_ms) == (NOW_MS - 5000, False, True, 0)


def test_a_backlog_after_a_lost_connection_is_not_a_wrong_clock() -> None:
    skew = Skew()
    skew.judge(NOW_MS - 200, NOW_MS, "u1")
    for n in range(300):  # 15 minutes ago, ten a second, delivered within a second
        _, stale, changed = skew.judge(NOW_MS - 900_000 + n * 100, NOW_MS + n * 3, f"u{n % 9}")
        assert (stale, changed) == (True, False)


def test_a_clock_that_goes_wrong_in_mid_show_takes_half_a_minute_to_prove() -> None:
    skew = Skew()
    skew.judge(NOW_MS, NOW_MS, "u1")
    changes = [
        n
        for n in range(80)
        if skew.judge(NOW_MS + n * 1000 - 900_000, NOW_MS + n * 1000, f"u{n % 9}")[2]
    ]
    assert changes == [30]


def test_a_clock_that_falls_further_behind_is_corrected_again() -> None:
    skew, offsets = Skew(), []
    for n in range(120):
        lag = 900_000 if n < 40 else 1_300_000
        skew.judge(NOW_MS + n * 1000 - lag, NOW_MS + n * 1000, f"u{n % 9}")
        offsets.append(skew.offset_ms)
    assert (offsets[18], offsets[19], offsets[60]) == (0, 900_000, 900_000)
    assert offsets[-1] == 1_300_000


def test_mixed_lateness_is_nobodys_clock() -> None:
    skew, rng = Skew(), random.Random(1)
    for n in range(500):
        lag = rng.choice((700_000, 900_000, 1_500_000))
        assert skew.judge(NOW_MS - lag, NOW_MS + n, f"u{n % 9}")[1:] == (True, False)


# --- attempts ---------------------------------------------------------------------------------


@given(st.integers(), st.lists(st.booleans(), min_size=50, max_size=200))
def test_never_more_than_ten_attempts_in_any_minute(seed: int, goes_well: list[bool]) -> None:
    backoff, now, times = Backoff(random.Random(seed)), 0.0, []
    for well in goes_well:
        backoff.attempt(now)
        times.append(now)
        if well:
            backoff.succeeded()
        now += backoff.delay_s(now)
    assert all(later - first > 60 for first, later in zip(times, times[10:], strict=False))


def test_the_first_retry_is_quick_and_later_ones_slow() -> None:
    backoff = Backoff(random.Random(0))
    delays = [backoff.delay_s(0.0) for _ in range(10)]
    assert delays[0] < 1.0
    assert 10 <= delays[-1] <= 30
    backoff.succeeded()
    assert backoff.delay_s(0.0) < 1.0


@pytest.mark.parametrize("sent_ms", [None, NOW_MS])
def test_a_chat_line_is_the_event_that_its_initializer_makes(sent_ms: int | None) -> None:
    frame = decode(chat("m-1", "how much?"))
    assert isinstance(frame, frames.Chat)
    made = to_event(frame, source="gw", stale=sent_ms is None, sent_ms=sent_ms)
    viewer = AudienceMember("u1", "小雨", "viewer")
    assert made == ChatMessage(
        id="m-1", source="gw", viewer=viewer, text="how much?", stale=sent_ms is None,
        sent_ms=sent_ms,
    )  # fmt: skip
    assert replace(made, at_ms=5).at_ms == 5
    assert repr(made)  # nothing is unset


def test_a_token_bucket_lends_within_patience_only() -> None:
    bucket = TokenBucket(burst=2, per_s=1)
    assert [bucket.reserve(0.0, patience_s=1) for _ in range(4)] == [0, 0, 1, None]
    assert bucket.reserve(10.0, patience_s=0) == 0
