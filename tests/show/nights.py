"""A night on virtual time that begins at a moment in Paris, and what is seen of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from chatbot.events import ModeratorAction, Resumed
from chatbot.loading import load_show
from chatbot.rehearsal import Rehearsal
from chatbot.show.acts import Raise
from chatbot.show.state import ShowState
from tests.onair import write_show

PARIS = ZoneInfo("Europe/Paris")
MINUTE, HOUR = 60_000, 3_600_000
NIGHT = 'hours: "00:00-08:00"'


def show_at(
    folder: Path, start: datetime, more: str = "", *, rundown: str = "", seller: bool = False
) -> Rehearsal:
    """A show that begins at this moment in Paris."""
    path = write_show(folder, seller=seller or bool(rundown))
    text = path.read_text(encoding="utf-8") + f"timezone: Europe/Paris\n{more}\n"
    if rundown:
        text += "rundown: rundown.yaml\n"
        (folder / "rundown.yaml").write_text(rundown, encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    wall_ms = round(start.timestamp() * 1000)
    return Rehearsal(load_show(path), wall_ms=wall_ms)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def act(name: str, **fields: object) -> ModeratorAction:
    return ModeratorAction(id=f"a-{name}", action=name, by="mod", **fields)  # type: ignore[arg-type]


def said(show: Rehearsal) -> list[str]:
    return [p.text for p in show.performed if p.passed and p.text]


def told(show: Rehearsal, part: str) -> list[str]:
    return [a.text for a in show.acts if isinstance(a, Raise) and part in a.text]


def mode(show: Rehearsal) -> str:
    return show.state.memory.mode


def run_to(show: Rehearsal, moment: datetime) -> None:
    """Let the night go on until this moment on the wall."""
    memory = show.state.memory
    until_ms = round(moment.timestamp() * 1000) - memory.started_wall_ms
    while show.now_ms < until_ms:
        show.run_until(min(until_ms, show.now_ms + 10 * MINUTE))


def when(show: Rehearsal, part: str, moments: Iterable[datetime]) -> list[str]:
    """Between which of these moments something with this part was said, by the earlier one."""
    found = []
    for moment in moments:
        before = len(show.performed)
        run_to(show, moment)
        fresh = (p.text for p in show.performed[before:] if p.passed)
        found += [f"{moment:%d %H:%M}" for text in fresh if part in text]
    return found


def restarted(show: Rehearsal, gap: timedelta) -> None:
    """The program is killed, and is started again after so long."""
    state = ShowState.from_snapshot(
        show.state.snapshot(),
        parse=show.state._parse,
        phrases=show.state._phrases,
        reader=show.state._make_reader,
    )
    gap_ms = round(gap.total_seconds() * 1000)
    show.state, show._ends = state, []
    show.now_ms += gap_ms
    show._wake_ms = show.now_ms + 1
    show.feed([(show.now_ms, Resumed(id=f"r-{show.now_ms}", gap_ms=gap_ms))])
