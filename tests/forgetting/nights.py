"""Nights for whoever is to be forgotten: recorded on virtual time, written to a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from chatbot.cli import app
from chatbot.engine.records import Record, read_records
from chatbot.events import (
    AudienceMember,
    CartAdded,
    ChatMessage,
    Event,
    GiftSent,
    ModeratorAction,
    Notice,
    OrderPlaced,
    Other,
    ViewerEntered,
)
from chatbot.loading import ShowFiles, load_show
from tests.engine.rooms import live
from tests.onair import write_show
from tests.renderers.clock_loop import run

ANN = AudienceMember("user-4711", "Rosalind")
BO = AudienceMember("user-0815", "Bo")
CY = AudienceMember("user-2323", "小雨88")
DEED = '{"who":"lea","role":"moderator","action":"timeout","result":"done",'
DEED += '"asked":{"action":"timeout","user":"user-4711","text":"Rosalind shouts"},"wall_ms":1}'


def wrote(viewer: AudienceMember, text: str, number: int) -> ChatMessage:
    return ChatMessage(id=f"m-{number}", source="gw", viewer=viewer, text=text)


NIGHT: list[tuple[int, Any]] = [
    (2_000, ViewerEntered(id="e-1", source="gw", viewer=ANN)),
    (3_000, wrote(ANN, "how much is the silk scarf?", 1)),
    (15_000, wrote(BO, "@Rosalind it is soft, and my mail is bo@example.org", 2)),
    (5_000, wrote(ANN, "can you send it to my aunt in Novosibirsk, I am Rosalind Weber?", 3)),
    (20_000, wrote(CY, "哈哈哈 你好 Rosalind", 4)),
    (5_000, CartAdded(id="c-1", source="gw", viewer=ANN, sku="SCARF")),
    (4_000, GiftSent(id="g-1", source="gw", viewer=ANN, name="rose", text="for you, I'm ill")),
    (4_000, OrderPlaced(id="o-1", source="gw", viewer=ANN, sku="SCARF", quantity=1)),
    (4_000, Notice(id="n-1", level="warning", about="gw/m-3", text="look: can you send it to")),
    (4_000, Other(id="x-1", source="gw", type="vip", data='{"name":"Rosalind"}')),
    (4_000, wrote(BO, "how much is the rice bowl?", 5)),
    (20_000, ModeratorAction(id="a-1", action="note", by="lea", text="Rosalind was rude")),
    (4_000, ModeratorAction(id="a-2", action="timeout", by="lea", user="gw/user-4711", seconds=60)),
    (4_000, wrote(ANN, "is the scarf blue?", 6)),
    (20_000, ModeratorAction(id="a-3", action="pause", by="lea")),
]


def recorded(
    folder: Path,
    script: Iterable[tuple[int, Event]] = NIGHT,
    *,
    files: ShowFiles | None = None,
    guess: bool = True,
    name: str = "night.journal",
    again_after_ms: int = 0,
) -> Path:
    """A night's journal on disk, with one deed of a moderator's in the audit log.

    The same may happen again, in the same journal, so much later.
    """
    files = files or load_show(write_show(folder, seller=True))
    life = run(live(files, script, guess=guess))
    life.room.snapshot()
    at_ms = life.state.memory.now_ms
    life.paper.records.append(Record("audit", at_ms, DEED))
    if again_after_ms:
        resumed = (life.state, life.state.memory.now_ms + again_after_ms)
        life = run(live(files, anew(script), guess=guess, paper=life.paper, resumed=resumed))
        life.room.snapshot()
    path: Path = life.paper.to_file(folder / name, snapshots=True)
    return path


def chatbot(*words: object) -> str:
    """What the command prints; where it fails, with its exit code and why."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.output + (f"\nexit {done.exit_code}: {done.exception}" if done.exit_code else "")


def texts(path: Path) -> str:
    """All that the records say."""
    return "\n".join(f"{r.source} {r.event_id} {r.body}" for r in read_records(path))


def bytes_at(path: Path) -> bytes:
    """Everything on disk that belongs to the journal."""
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def anew(script: Iterable[tuple[int, Event]]) -> list[tuple[int, Event]]:
    """The same, each with an id of its own."""
    return [(after, replace(event, id=f"{event.id}-again")) for after, event in script]
