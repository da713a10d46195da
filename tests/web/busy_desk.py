"""A desk on which everything happens at once: each panel of the pages has something to show."""

from __future__ import annotations

from typing import Any

CHAT = (
    ("多少钱", "zh", "price", "SERUM", True, "answered", "with u-9"),
    ("敏感肌可以用吗", "zh", "suitability", "SERUM", True, "waiting", ""),
    ("Do you ship to Lyon?", "en", "shipping", None, True, "blocked", "personal data"),
    ("C'est beau ce soir", "fr", "chit_chat", None, False, "ignored", "praise, no answer wanted"),
    ("is it still on offer", "en", "offer", "MASK", True, "expired", ""),
    ("有优惠券吗", "zh", "offer", "MASK", True, "maybe_answered", ""),
)
SPEAKING = {
    "utterance": "u-9",
    "cue": "c-17",
    "part": 0,
    "text": "现在只要¥129！",
    "whole": "现在只要¥129！",
    "lang": "zh",
    "why": "14 viewers ask the price",
    "priority": "answer",
    "facts": ["price:SERUM:CNY"],
    "duration_ms": 600_000,
    "words": [
        {"t": 0, "d": 1, "from": 0, "to": 2},
        {"t": 2, "d": 599_000, "from": 2, "to": 4},
        {"t": 599_500, "d": 400, "from": 4, "to": 8},
    ],
}
HELD = {
    "id": "gw/m-1",
    "question": "敏感肌可以用吗",
    "nick": "小雨1",
    "asked_by": 2,
    "lang": "zh",
    "answer": "成分表在详情页。",
    "by": "qwen",
    "facts": ["usage:SERUM"],
    "passed": True,
    "reasons": [],
    "detail": "",
    "due_ms": 45_000,
    "then": "drop",
    "catalog": "a",
}
GOODS = [
    {
        "sku": "SERUM",
        "link_no": 3,
        "title": "焕亮精华",
        "price": "¥129",
        "stock": 86,
        "interest": 5,
    },
    {
        "sku": "MASK",
        "link_no": 4,
        "title": "补水面膜",
        "price": "¥59",
        "stock": 0,
        "sold_out": True,
    },
    {"sku": "CREAM", "link_no": 5, "title": "Night cream", "price": "¥88", "stock": 9}
    | {"off_air": True, "on_hold": True},
]
BOARD = [
    {
        "what": "answer",
        "id": "gw/m-1",
        "text": "敏感肌可以用吗",
        "lang": "zh",
        "rank": 12,
        "status": "review",
        "asked_by": 2,
        "asked": [{"nick": "Bo", "text": "sensitive skin?"}],
        "why": "about suitability, asked 2 times",
    },
    {"what": "answer", "id": "gw/m-4", "text": "is it still on offer", "lang": "en", "rank": 7}
    | {"status": "open", "asked_by": 1, "why": ""},
    {"what": "line", "text": "接下来看看面膜。"},
]


def chat_row(number: int) -> dict[str, Any]:
    text, lang, intent, sku, question, fate, reason = CHAT[number % len(CHAT)]
    return {
        "kind": "chat",
        "id": f"gw/m-{number}",
        "source": "gw",
        "at_ms": 1000 * number,
        "viewer": {"id": f"u{number}", "nick": f"小雨{number}", "role": "viewer"},
        "text": text,
        "lang": lang,
        "intent": intent,
        "sku": sku,
        "question": question,
        "fate": fate,
        "reason": reason,
        "mood": "happy" if number % 5 == 0 else "",
        "unsafe": ["personal_data"] if fate == "blocked" else [],
    }


def busy(*, rows: int = 24) -> dict[str, Any]:
    """A snapshot's content, for `House.content`."""
    item = {"id": "gw/m-1", "text": "敏感肌可以用吗", "nick": "小雨1", "lang": "zh", "sku": "SERUM"}
    asked = {"intent": "suitability", "asked_by": 4, "why": "about suitability", "preparing": False}
    answer = {"text": "成分表在详情页。", "lang": "zh", "facts": ["usage:SERUM"], "by": "facts"}
    return {
        "state": {
            "kind": "state",
            "state": "on_air",
            "on_screen": "SERUM",
            "here_by_ms": 240_000,
            "absent": None,
        },
        "chat": [chat_row(n) for n in range(rows)],
        "decisions": [
            {"kind": "decision", "at_ms": 900, "act": "perform", "why": "pitch, line 3"},
            {"kind": "decision", "at_ms": 950, "act": "ask", "why": "price SERUM"},
            {"kind": "spoke", "at_ms": 990, "utterance": "u-8", "outcome": "done", "said": "你好"},
            {"kind": "spoke", "at_ms": 991, "utterance": "u-7", "outcome": "interrupted"}
            | {"said": "现在"},
            {"kind": "blocked", "at_ms": 995, "utterance": "u-3", "text": "只要¥99"}
            | {"reasons": ["price"], "detail": "¥99"},
            {"kind": "action", "at_ms": 996, "action": "drop", "by": "mia", "ref": "a-1"}
            | {"undo": "a-1", "target": "q-7", "result": "done", "detail": ""},
            {"kind": "action", "at_ms": 997, "action": "veto", "by": "ben", "ref": "a-2"}
            | {"target": "q-7", "result": "refused", "why": "mia was first", "detail": ""},
        ],
        "notices": [
            {"at_ms": 900, "level": "warning", "about": "catalog", "text": "a price differs"},
            {"at_ms": 950, "level": "urgent", "about": "gw/m-2", "text": "may be in danger"},
        ],
        "curve": [{"count": 1000 + 40 * n, "smoothed": 1000 + 40 * n} for n in range(40)],
        "health": [
            {"part": "adapter:gw", "state": "up", "detail": ""},
            {"part": "renderer:obs", "state": "down", "detail": "connection refused"},
            {"part": "model:qwen", "state": "slow", "detail": "no answer within 8 s"},
        ],
        "audience": {
            "count": 1280,
            "smoothed": 1234,
            "tier": "crowd",
            "trend": "rising",
            "rate_per_min": 312,
            "pitch": "a crowd, rising",
            "mood": "warm",
            "mood_why": "most are glad",
        },
        "next": {"items": BOARD},
        "held": {"items": [HELD]},
        "desk": {
            "autonomy": "grounded",
            "levels": ["script", "grounded", "free"],
            "held_s": 60,
            "notes": [{"id": "n-1", "by": "mia", "text": "Ben starts at two."}],
            "words": [{"word": "scam", "by": "mia", "undo": "action-9"}],
        },
        "segments": {"items": [{"n": n, "title": f"Part {n}", "here": n == 1} for n in (1, 2, 3)]},
        "cost": {"models": [{"name": "qwen", "tokens": 12_345}], "speech_s": 300, "money": "¥1.20"},
        "speaking": SPEAKING,
        "products": {"items": GOODS},
        "assist": {"whispers": True, "items": [item | asked | {"answer": answer}], "next": "MASK"},
    }
