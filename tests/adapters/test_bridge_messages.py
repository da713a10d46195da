"""Each bridge's messages, in the shape its source writes them, become events and stay such.

`bridge_messages.jsonl` has one a line: `says` is what is sent, `event` what it becomes (null:
nothing), `fields` and `viewer` (id, nick, role) what it then holds. Written from the sources:
BarrageMessages.cs of DouyinBarrageGrab, api.md, event-reference and tiktok.js of Social Stream
Ninja, types.d.ts of oba-live-tool, the userscript of greasyfork 490966, dycast.ts.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from gateway_peers import NOW_MS

from chatbot import events
from chatbot.adapters.dialects import DIALECTS, Repeats, decoder_of, dialect_of
from chatbot.adapters.intake import Intake
from chatbot.events import Event
from chatbot.events.codec import decode, encode

LINES = [
    json.loads(line)
    for line in (Path(__file__).with_name("bridge_messages.jsonl"))
    .read_text(encoding="utf-8")
    .splitlines()
]


def read(raw: str, dialect: str) -> tuple[list[Event], Counter[str]]:
    told: list[str] = []
    intake = Intake(
        source="gw", room="r1", trust=frozenset(), wall_ms=lambda: NOW_MS, on_notice=told.append,
        decode=decoder_of(dialect, room="r1", wall_ms=lambda: NOW_MS, on_detect=told.append),
    )  # fmt: skip
    return [event for event in intake.read(raw) if isinstance(event, Event)], intake.counts


@pytest.mark.parametrize("line", LINES, ids=[f"{x['dialect']}-{x['event']}" for x in LINES])
def test_a_message_becomes_an_event_and_comes_back_from_the_journal(line: dict[str, Any]) -> None:
    raw = json.dumps(line["says"], ensure_ascii=False)
    assert dialect_of(line["says"]) == line["dialect"]
    found, bad = read(raw, line["dialect"])
    assert (found, bad) == read(raw, "auto")
    assert not bad
    if line["event"] is None:
        assert found == []
        return
    (event,) = found
    assert type(event) is getattr(events, line["event"])
    for name, value in line.get("fields", {}).items():
        assert getattr(event, name) == value, name
    if "viewer" in line:
        viewer = event.viewer  # type: ignore[attr-defined]
        assert [viewer.id, viewer.nick, viewer.role] == line["viewer"]
    assert decode(encode(event)) == event
    assert read(raw, line["dialect"])[0][0].id == event.id  # told twice it is one


def test_every_dialect_is_among_them() -> None:
    assert {line["dialect"] for line in LINES} == set(DIALECTS)


def test_viewers_of_several_platforms_are_one_number_and_never_grow_by_being_told_again() -> None:
    decoder = DIALECTS["social_stream_ninja"]("r1", lambda: NOW_MS, Repeats())

    def told(**message: Any) -> int:
        (frame,) = decoder.decode(json.dumps(message))
        return frame.count  # type: ignore[union-attr]

    assert told(type="tiktok", event="viewer_update", meta=300) == 300
    assert told(type="youtube", event="viewer_update", meta=20) == 320
    assert told(type="tiktok", event="viewer_update", meta=310) == 330
    assert told(event="viewer_updates", meta={"tiktok": 310}) == 310
    assert told(type="kick", event="viewer_update", meta={"viewer_count": 5, "x": 9}) == 315


def test_a_streak_of_gifts_is_told_often_and_is_one() -> None:
    ids = set()
    for number, count in enumerate((1, 2, 5)):
        says = {"id": number, "type": "tiktok", "chatname": "Zoé", "event": "gift",
                "hasDonation": f"{count} coins", "chatmessage": f"sent Rose x{count}",
                "meta": {"tiktokGiftStreakId": "s-9", "tiktokGiftCount": count}}  # fmt: skip
        ids.add(read(json.dumps(says), "auto")[0][0].id)
    assert len(ids) == 1
