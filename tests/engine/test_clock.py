"""Show time runs on whatever the machine's clock is set to; wall time follows it."""

from __future__ import annotations

import pytest

from chatbot.engine.clock import SystemClock

S = 1_000_000_000
WALL_MS = 1_795_352_400_000


class Machine:
    """A machine's two clocks: one that only runs, and one that people set."""

    def __init__(self) -> None:
        self.monotonic, self.system = 5 * S, 1_795_000_000 * S

    def run(self, seconds: float) -> None:
        self.monotonic += round(seconds * S)
        self.system += round(seconds * S)


@pytest.mark.parametrize("set_by_s", [3_600, -3_600, 86_400, -2])
def test_a_clock_that_is_set_moves_the_wall_and_not_the_show(set_by_s: int) -> None:
    machine = Machine()
    clock = SystemClock(
        start_ms=1_000,
        wall_ms=WALL_MS,
        monotonic_ns=lambda: machine.monotonic,
        system_ns=lambda: machine.system,
    )
    machine.run(10)
    assert clock.follow() == 0
    machine.system += set_by_s * S
    machine.run(1)
    assert clock.now_ms() == 12_000
    assert clock.follow() == set_by_s * 1000
    assert clock.wall_ms() == WALL_MS + 11_000 + set_by_s * 1000
    assert clock.now_ms() == 12_000
    machine.run(1)
    assert clock.follow() == 0


def test_a_clock_that_is_slewed_is_left_alone() -> None:
    machine = Machine()
    clock = SystemClock(
        monotonic_ns=lambda: machine.monotonic, system_ns=lambda: machine.system, wall_ms=WALL_MS
    )
    machine.system += S
    assert clock.follow() == 0
