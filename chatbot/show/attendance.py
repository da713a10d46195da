"""Whether a person is there: without one the show falls back, with one it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatbot.attendance import Attended
    from chatbot.show.state import ShowState

__all__ = ["due_ms", "here", "look"]

REMINDER = 5
"""A reminder comes when a fifth of the time is left, five minutes before at most."""
REMIND_MS = 5 * 60_000
NOBODY_NEEDED = ("human_on", "waiting", "ended")
SILENT = ("stopped", "paused")
"""Nothing is said then; whoever resumes is there."""


def due_ms(state: ShowState) -> int | None:
    """Until when somebody must have said “I'm here”; None where nobody has to."""
    rule = _rule(state)
    return None if rule is None else state.memory.attendance.at_ms + rule.every_min * 60_000


def here(state: ShowState, by: str) -> None:
    """A person is there: what was left for want of one goes on."""
    kept, memory = state.memory.attendance, state.memory
    kept.at_ms, kept.reminded = memory.now_ms, False
    if kept.absent:
        _return(state, f"{by} is here")


def look(state: ShowState) -> None:
    """Remind, and fall back, as time passes without anybody."""
    memory = state.memory
    kept, rule, due = memory.attendance, _rule(state), due_ms(state)
    if rule is None or due is None:
        if kept.absent:
            _return(state, "attendance is off")
    elif memory.mode in NOBODY_NEEDED:
        kept.at_ms, kept.reminded = memory.now_ms, False
        if kept.absent:
            kept.absent = ""
            state.rescript()
    elif memory.mode in SILENT or kept.absent:
        pass
    elif memory.now_ms >= due:
        _leave_alone(state, rule)
    elif not kept.reminded and memory.now_ms >= due - _reminder_ms(rule):
        kept.reminded = True
        left_min = max(1, round((due - memory.now_ms) / 60_000))
        state.tell("warning", "attendance", f"say “I'm here” within {left_min} min")


def _rule(state: ShowState) -> Attended | None:
    if not hasattr(state, "show") or state.assists:  # then a person hosts
        return None
    return state.show.policy.attended


def _reminder_ms(rule: Attended) -> int:
    return min(REMIND_MS, rule.every_min * 60_000 // REMINDER)


def _leave_alone(state: ShowState, rule: Attended) -> None:
    memory = state.memory
    memory.attendance.absent = rule.on_absence
    state.rescript()
    script = state.rundown is None or any(segment.lines for segment in state.rundown.segments)
    if rule.on_absence == "holding" or not script:
        memory.attendance.absent = "holding"
        memory.mode, memory.mode_by = "holding", "attendance"
    memory.fates += memory.board.recall(memory.now_ms)
    does = "holds" if memory.mode == "holding" else "keeps to its approved script"
    nobody = f"nobody has said “I'm here” for {rule.every_min} min"
    state.tell("urgent", "attendance", f"{nobody}: the show {does} until somebody does")


def _return(state: ShowState, why: str) -> None:
    memory = state.memory
    memory.attendance.absent = ""
    if memory.mode == "holding":
        memory.mode, memory.mode_by = "on_air", ""
        memory.programme.disclosed_ms = None
    state.rescript()
    state.tell("info", "attendance", f"{why}: the show goes on")
