"""Shows that read, for tests: a library's desk and a town's news, on virtual time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from chatbot.events import ChatMessage
from chatbot.loading import ShowFiles, load_show
from chatbot.rehearsal import Performed, Rehearsal
from chatbot.show.acts import Raise
from chatbot.testing import chat

SHOW = """\
name: reading
language: {lang}
persona: {persona}
catalog: nothing.yaml
{papers}
timezone: Europe/Paris
policy: {{market: eu, order_channel: none}}
web: {{port: 0}}
seed: 7
"""
FEES = """\
# Fees

- A card for one year costs 12 euros.
- A lost card is replaced for 3 euros.
- You can keep a tool for 14 days.
"""
ITEM = """\
---
title: {title}
source: {source}
date: {date}
---
{text}
"""
NOON = datetime.fromisoformat("2026-11-28T12:00:00+01:00")


def write(folder: Path, *, persona: str, papers: str, lang: str = "en") -> Path:
    """A show without goods in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = SHOW.format(persona=persona, papers=papers, lang=lang)
    (folder / "show.yaml").write_text(text, encoding="utf-8")
    (folder / "nothing.yaml").write_text("products: []\n", encoding="utf-8")
    return folder / "show.yaml"


def desk(folder: Path, text: str = FEES, *, lang: str = "en") -> Path:
    """A clerk with one sheet."""
    path = write(folder, persona="paige", papers="documents: fees.md", lang=lang)
    (folder / "fees.md").write_text(text, encoding="utf-8")
    return path


def newsroom(folder: Path, *items: tuple[str, str, str], lang: str = "en") -> Path:
    """A presenter with these items: (name, date, text); the name is the title too."""
    path = write(folder, persona="nova", papers="items: news", lang=lang)
    (folder / "news").mkdir(exist_ok=True)
    for item in items:
        add_item(folder, *item)
    return path


def add_item(folder: Path, name: str, date: str, text: str, source: str = "the Lantern") -> None:
    """One more item of news."""
    said = ITEM.format(title=name, source=source, date=date, text=text)
    (folder / "news" / f"{name.replace(' ', '-')}.md").write_text(said, encoding="utf-8")


def files_of(path: Path) -> ShowFiles:
    return load_show(path, environment={})


def on_virtual_time(path: Path, *, silent: bool = True, wall: datetime = NOON) -> Rehearsal:
    """The show from `wall` on; answers are found by words alone."""
    millis = round(wall.timestamp() * 1000)
    return Rehearsal(files_of(path), silent_programme=silent, wall_ms=millis)


def asked(show: Rehearsal, text: str, *, nick: str = "Ann") -> Performed:
    """What is said to this question."""
    event: ChatMessage = chat(text, nick=nick, id=f"{text}-{show.now_ms}")
    show.performed.clear()
    show.feed([(show.now_ms + 1_000, event)])
    show.run_until(show.now_ms + 10_000)
    return next(p for p in show.performed if p.text and p.answers)


def said(show: Rehearsal) -> list[str]:
    """All that was said so far."""
    return [p.text for p in show.performed if p.passed and p.text]


def alerts(show: Rehearsal) -> list[str]:
    """What the moderators are called for."""
    return [act.text for act in show.acts if isinstance(act, Raise) and act.level == "urgent"]
