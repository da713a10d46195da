"""When a model is left alone: after failures, when it asks, and when the tokens are spent."""

from __future__ import annotations

from chatbot.responders.budget import Breaker, TokenBudget


def failed(times: int, *, at_s: float = 0.0) -> Breaker:
    breaker = Breaker()
    for number in range(times):
        breaker.failed(at_s + number)
    return breaker


def test_three_failures_in_a_minute_open_it_and_a_success_forgets_them() -> None:
    assert failed(2).why_not(3) == ""
    assert "3 times" in failed(3).why_not(3)
    breaker = failed(2)
    breaker.succeeded()
    breaker.failed(4)
    assert breaker.why_not(5) == ""


def test_failures_far_apart_do_not_add_up() -> None:
    breaker = Breaker()
    for number in range(10):
        breaker.failed(number * 61.0)
    assert breaker.why_not(600) == ""


def test_after_a_rest_one_question_tries_and_its_failure_doubles_the_rest() -> None:
    breaker = failed(3)  # open since second 2
    assert breaker.why_not(16.9) != ""
    assert breaker.why_not(17) == ""
    breaker.began()
    assert "tries" in breaker.why_not(17)
    breaker.failed(18)
    assert breaker.why_not(47.9) != ""
    assert breaker.why_not(48) == ""
    breaker.began()
    breaker.succeeded()
    assert breaker.why_not(49) == ""


def test_a_probe_that_was_let_go_of_leaves_the_next_one_to_try() -> None:
    breaker = failed(3)
    assert breaker.why_not(17) == ""
    breaker.began()
    breaker.abandoned()
    assert breaker.why_not(17) == ""


def test_a_server_may_ask_to_be_left_alone() -> None:
    breaker = Breaker()
    breaker.failed(0, retry_after_s=30)
    assert "30 s" in breaker.why_not(0)
    assert breaker.why_not(30) == ""


def test_tokens_are_spent_by_the_minute_and_by_the_night() -> None:
    budget = TokenBudget(per_minute=100, per_night=250)
    budget.spend(100, 0)
    assert "minute" in budget.why_not(59)
    assert budget.why_not(60) == ""
    budget.spend(150, 60)
    assert "tonight" in budget.why_not(500)
