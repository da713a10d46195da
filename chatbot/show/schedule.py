"""What comes by the clock: the avatar's hours, segments and lines at their times, start and end.

Instants are computed from the wall time that the show's own time stands for, so that a replay
comes to the same. Nothing comes twice; what was missed by long is left out, and told.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from chatbot.commands import Command, Gesture, Priority, Say
from chatbot.show.draw import draw_number
from chatbot.show.handover import end, hand_over
from chatbot.show.lines import fill
from chatbot.show.memory import Wish
from chatbot.show.places import go_to
from chatbot.show.programme import line_slots
from chatbot.times import in_hours, next_change, next_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chatbot.events import ClockMoved, LiveState
    from chatbot.plans import Plan
    from chatbot.rundown import Segment
    from chatbot.show.state import ShowState
    from chatbot.times import Times

    Due = tuple[Times, str, Callable[[ShowState, int], None]]

__all__ = ["broadcast", "clock_moved", "files_changed", "look", "next_look_ms", "opened", "resumed"]

BY = "schedule"
LATE_MS = 5 * 60_000
"""What is later than this is left out."""
REWOUND_MS = 60 * 60_000
"""A clock set back by more than this was wrong: what comes is planned anew from there."""
AGAIN_MS = 24 * 60 * 60_000
SILENCED = ("stopped", "paused")
"""A person asked for it: no clock ends it, and no platform."""
CARRIES = ("on_air", "muted", "paused")
"""Lines and interludes that come now can still be said in time."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def opened(state: ShowState) -> None:
    """The show has its files for the first time: it is on the air, or waits, or a human is on."""
    memory = state.memory
    if memory.programme.silent or memory.mode != "on_air":
        return
    kept, start = memory.schedule, state.show.start
    kept.seen_ms = _wall_ms(state)
    kept.inside = _inside(state, kept.seen_ms)
    if start.when != "now":
        memory.mode, memory.mode_by = "waiting", ""
        state.tell("info", "start", waits_for(state))
    elif not kept.inside:
        hand_over(state, "human", farewell=False, by=BY)
        state.tell("info", BY, f"{_hours(state)}: a human is on until the avatar's hours begin")


def resumed(state: ShowState) -> None:
    """After a restart say what the show still waits for."""
    mode = state.memory.mode
    if mode == "waiting":
        state.tell("info", "start", waits_for(state))
    elif mode == "ended":
        state.tell("warning", "start", f"the last broadcast has ended; {waits_for(state)}")


def waits_for(state: ShowState) -> str:
    """What the show waits for before it begins."""
    start = state.show.start
    what = {
        "obs": f"OBS to start streaming ({start.url})",
        "live": "the platform to say that the broadcast has started",
    }.get(start.when, "the broadcast to start")
    return f"waiting for {what}; “resume” begins without it"


def files_changed(state: ShowState) -> None:
    """Other files are in force: plan anew from now on."""
    state.memory.schedule.next_ms = 0


def clock_moved(state: ShowState, event: ClockMoved) -> None:
    """Wall time is not what it was thought to be; show time goes on."""
    memory = state.memory
    memory.started_wall_ms += event.by_ms
    kept = memory.schedule
    kept.next_ms = 0
    if event.by_ms < -REWOUND_MS:
        kept.seen_ms = _wall_ms(state)
    ahead = "ahead" if event.by_ms > 0 else "back"
    state.tell("warning", "clock", f"the clock was set {ahead} by {abs(event.by_ms) / 1000:.0f} s")


def broadcast(state: ShowState, event: LiveState) -> None:
    """A platform, or OBS, says that the broadcast began or ended; only a trusted one is heard."""
    memory = state.memory
    if not event.trusted:
        return
    if event.state == "started" and memory.mode in ("waiting", "ended"):
        memory.programme.opened, memory.programme.disclosed_ms = False, None
        inside = memory.schedule.inside is not False
        memory.mode, memory.mode_by = ("on_air", "") if inside else ("human_on", BY)
        state.tell("info", event.source, "the broadcast has started")
    elif event.state == "ended" and memory.mode in SILENCED:
        text = f"the broadcast has ended; the show stays {memory.mode}"
        state.tell("info", event.source, text)
    elif event.state == "ended" and memory.mode not in ("waiting", "ended"):
        state.tell("info", event.source, "the broadcast has ended")
        end(state, event.source)


def look(state: ShowState) -> None:
    """Let come what has become due since the last look."""
    memory = state.memory
    kept, wall_ms = memory.schedule, _wall_ms(state)
    if not memory.texts or memory.programme.silent or wall_ms < kept.seen_ms:
        return
    since_ms = kept.seen_ms or wall_ms
    kept.seen_ms = wall_ms
    if wall_ms < kept.next_ms:
        return
    _keep_hours(state, since_ms, wall_ms)
    for times, what, come in _planned(state):
        _let_come(state, times, what, come, since_ms)
    kept.next_ms = _next_ms(state, wall_ms)


def next_look_ms(state: ShowState) -> int | None:
    """The show time at which something may come next; None while nothing is planned."""
    next_ms = state.memory.schedule.next_ms
    return next_ms - state.memory.started_wall_ms if next_ms else None


# -- hours ---------------------------------------------------------------------------------------


def _keep_hours(state: ShowState, since_ms: int, wall_ms: int) -> None:
    """At the border of the avatar's hours, and only there, it leaves or comes back."""
    memory = state.memory
    before, memory.schedule.inside = memory.schedule.inside, _inside(state, wall_ms)
    inside = memory.schedule.inside
    if before in (None, inside) or memory.mode in ("waiting", "ended"):
        return
    borders = "begin" if inside else "end"
    if memory.mode in SILENCED:
        by = f" by {memory.mode_by}" if memory.mode_by else ""
        text = f"the avatar's hours {borders}, and it is {memory.mode}{by}: resume it when it may"
        state.tell("warning" if inside else "info", BY, text)
        return
    farewell = wall_ms - since_ms < LATE_MS
    hand_over(state, "avatar" if inside else "human", farewell=farewell, by=BY)
    who = "the avatar is back" if inside else "a human is on"
    state.tell("info", BY, f"the avatar's hours {borders}: {who}")


def _inside(state: ShowState, wall_ms: int) -> bool:
    hours = state.show.hours
    return hours is None or in_hours(hours, _instant(wall_ms).astimezone(state.timezone))


def _hours(state: ShowState) -> str:
    spans = state.show.hours or ()
    shown = (f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans)
    return f"outside {', '.join(shown)} ({state.show.timezone})"


# -- segments and lines --------------------------------------------------------------------------


def _planned(state: ShowState) -> Iterator[Due]:
    for i, plan in enumerate(state.show.plans):
        yield plan.times, f"the planned line {i + 1}", _line(plan, i)
    for i, segment in enumerate(state.rundown.segments if state.rundown else ()):
        if segment.times:
            yield segment.times, f"the segment {segment.title!r}", _segment(segment, i)


def _let_come(
    state: ShowState,
    times: Times,
    what: str,
    come: Callable[[ShowState, int], None],
    since_ms: int,
) -> None:
    zone, wall_ms = state.show.timezone, state.memory.schedule.seen_ms
    in_time_ms = max(since_ms, wall_ms - LATE_MS)
    due = next_time(times, zone, _instant(since_ms))
    if due is not None and _ms(due) <= in_time_ms:
        at = due.astimezone(state.timezone)
        text = f"{what}, due at {at:%H:%M}, was missed and is left out"
        state.tell("warning", BY, text)
        due = next_time(times, zone, _instant(in_time_ms))
    if due is not None and _ms(due) <= wall_ms:
        come(state, _ms(due))


def _line(plan: Plan, number: int) -> Callable[[ShowState, int], None]:
    def come(state: ShowState, due_ms: int) -> None:
        memory, lang = state.memory, state.show.language
        at = f"{_instant(due_ms).astimezone(state.timezone):%H:%M}"
        lines = [line for line in plan.say if lang in line.text]
        if not lines:
            return
        hosted = state.whispers or memory.mode not in CARRIES
        if hosted or memory.leaving is not None or state.scripted:
            why = "only approved lines air" if state.scripted else "the avatar does not speak now"
            state.tell("info", BY, f"the line planned for {at} is not said: {why}")
            return
        line = lines[draw_number(memory.seed, "plan", number, due_ms) % len(lines)]
        filled = fill(line.text[lang], line_slots(state, None, state.pitch(), 0))
        if filled is None:
            return
        commands: tuple[Command, ...] = (Say(filled[0], lang, line.mood),)
        if line.gesture:
            commands = (Gesture(line.gesture), *commands)
        state.wish(
            Wish(
                id=f"plan-{due_ms}-{number}",
                commands=commands,
                priority=int(Priority.NOTICE),
                reason=f"planned for {at}",
                at_ms=memory.now_ms,
                expires_at_ms=memory.now_ms + LATE_MS,
                after_answers=True,
            )
        )

    return come


def _segment(segment: Segment, number: int) -> Callable[[ShowState, int], None]:
    def come(state: ShowState, due_ms: int) -> None:
        interlude = segment.cron is not None
        if not interlude or state.memory.mode in CARRIES:
            go_to(state.memory, number, interlude=interlude)

    return come


def _next_ms(state: ShowState, wall_ms: int) -> int:
    """When to look again, at the latest in a day."""
    zone, after = state.show.timezone, _instant(wall_ms)
    found = [next_change(state.show.hours or (), zone, after)]
    found += [next_time(times, zone, after) for times, _, _ in _planned(state)]
    return min((_ms(each) for each in found if each is not None), default=wall_ms + AGAIN_MS)


# -- instants ------------------------------------------------------------------------------------


def _wall_ms(state: ShowState) -> int:
    return state.memory.started_wall_ms + state.memory.now_ms


def _instant(wall_ms: int) -> datetime:
    return EPOCH + timedelta(milliseconds=wall_ms)


def _ms(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(milliseconds=1)
