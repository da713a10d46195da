"""Before air the gate is asked what it must know; any rule that is gone is missed."""

from __future__ import annotations

from datetime import datetime

import pytest

from chatbot.catalog import Catalog
from chatbot.show import gate
from chatbot.show.gate import REASONS, GateContext, Verdict, judge, self_test
from chatbot.show.gate.canaries import BLOCKED
from chatbot.show.gate.selftest import canary_failures

WALL = datetime.fromisoformat("2026-06-12T21:00:00+08:00")
STALL = Catalog.model_validate(
    {
        "products": [
            {"sku": "SOAP", "name": {"zh": "香皂", "en": "soap", "fr": "savon"},
             "price": {"CNY": 18, "EUR": 2.9}, "stock": 30},
            {"sku": "BRUSH", "name": {"zh": "木刷", "en": "brush", "fr": "brosse"},
             "price": {"EUR": 7.5}, "stock": 4},
        ]
    }
)  # fmt: skip


def deaf(text: str, lang: str, context: GateContext) -> Verdict:
    """A gate that has lost its rules."""
    return Verdict(True)


def mute(text: str, lang: str, context: GateContext) -> Verdict:
    """A gate that lets nothing through."""
    return Verdict(False, REASONS, "no")


def test_a_sound_gate_has_no_failures_in_any_shop() -> None:
    for market in ("cn", "eu", "us"):
        assert self_test(STALL, market, WALL) == ()
        assert self_test(Catalog.model_validate({"products": []}), market, WALL) == ()


def test_a_gate_that_passes_or_blocks_everything_fails() -> None:
    passed = canary_failures(deaf, STALL, "cn", WALL)
    assert len(passed) > len(BLOCKED)
    assert any("a wrong price of SOAP" in failure for failure in passed)
    blocked = canary_failures(mute, STALL, "cn", WALL)
    assert blocked
    assert all("must pass" in failure for failure in blocked)


def test_a_gate_blind_to_one_products_price_fails_and_the_failure_names_it() -> None:
    def blind(text: str, lang: str, context: GateContext) -> Verdict:
        return Verdict(True) if "木刷" in text else judge(text, lang, context)

    assert [f for f in canary_failures(blind, STALL, "eu", WALL) if "BRUSH" in f]


@pytest.mark.parametrize("check", gate.CHECKS, ids=lambda check: check.__name__)
def test_the_loss_of_any_rule_is_noticed(
    check: gate.Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table in ("CHECKS", "SPEECH_CHECKS"):
        left = tuple(c for c in getattr(gate, table) if c is not check)
        monkeypatch.setattr(gate, table, left)
    assert self_test(STALL, "cn", WALL)


def test_every_reason_has_a_canary() -> None:
    assert {canary.reason for canary in BLOCKED} == set(REASONS)
