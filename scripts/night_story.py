"""Writes docs/night.md and docs/img/night.svg: three hours of a night, told and drawn.

The demo's shop on virtual time, from five to eight in the morning: the simulator's audience, and
what a script lets happen (a crowd from a second platform, a flash sale, a product that sells out, a
wave of complaints, the end of the avatar's hours). What is written is what was said and decided.

    .venv/bin/python -m scripts.night_story     # the plot needs: pip install matplotlib
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from chatbot.adapters.native import decode
from chatbot.adapters.translate import to_event
from chatbot.commands import PointToBuy
from chatbot.events import (
    AudienceMember,
    ChatMessage,
    Event,
    OrderPlaced,
    ProductSignal,
    ViewerCount,
)
from chatbot.loading import ShowFiles, load_show
from chatbot.rehearsal import Rehearsal
from chatbot.show.acts import Perform, Raise
from chatbot.simulator.audience import Audience
from chatbot.simulator.goods import goods_of
from chatbot.simulator.hearing import heard_from

ROOT = Path(__file__).parents[1]
PAGE, PLOT = ROOT / "docs" / "night.md", ROOT / "docs" / "img" / "night.svg"
BEGINS = datetime.fromisoformat("2026-11-29T05:00:00+08:00")
HOURS = 3.05
BEAT_S = 0.5
SALE, SOLD_OUT = "PYJAMA", "CANDLE"
SURGE_S, DROP_S, SALE_S, SOLD_OUT_S, COMPLAINTS_S, END_S = 1200, 2400, 3000, 6000, 7800, 10_800
COMPLAINTS = (
    "my towel arrived with a hole in it",
    "third week and my parcel is still not here",
    "the handle of the pot broke off, very disappointed",
    "nobody answers my emails about the refund",
    "wrong colour in the box again",
)
MOMENTS = (
    ("The show opens", "opening", 0, 45),
    ("A crowd comes over from a second platform", "crowd", SURGE_S - 5, 75),
    ("It walks away again", "gone", DROP_S + 20, 75),
    ("A flash sale begins", "sale", SALE_S, 130),
    ("… and ends", "ends", SALE_S + 1790, 110),
    ("The candle sells out", "sold out", SOLD_OUT_S - 10, 60),
    ("A wave of complaints", "complaints", COMPLAINTS_S, 110),
    ("Eight o'clock: a human takes over", "human", END_S - 35, 60),
)
"""Title, a word for the plot, from which second of the show, and for how long."""


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was said, written or told at a second of the show."""

    at_s: float
    who: str
    words: str
    why: str = ""


@dataclass
class Night:
    """What happened: the rows in order, and once a minute (minute, viewers, tier, orders)."""

    rows: list[Row] = field(default_factory=list)
    minutes: list[tuple[float, int, str, int]] = field(default_factory=list)
    mode: str = ""


def shop(folder: Path) -> ShowFiles:
    """The demo's shop in an English room, with a flash sale and hours until eight."""
    source = ROOT / "shows" / "night"
    catalog = yaml.safe_load((source / "catalog.yaml").read_text("utf-8"))
    for product in catalog["products"]:
        if product["sku"] == SALE:
            starts = BEGINS + timedelta(seconds=SALE_S)
            ends = starts + timedelta(minutes=30)
            times = {"starts_at": starts.isoformat(), "ends_at": ends.isoformat()}
            product["offer"] = {"type": "price_reduction", **times}
    (folder / "catalog.yaml").write_text(
        yaml.safe_dump(catalog, allow_unicode=True, sort_keys=False), "utf-8"
    )
    shutil.copy(source / "rundown.yaml", folder)
    show = yaml.safe_load((source / "show.yaml").read_text("utf-8"))
    show |= {"language": "en", "hours": "00:00-08:00", "adapters": []}
    (folder / "show.yaml").write_text(yaml.safe_dump(show, allow_unicode=True), "utf-8")
    return load_show(folder / "show.yaml", environment={})


def scripted() -> Iterator[tuple[float, Event]]:
    """What happens besides the audience, in order."""
    events: list[tuple[float, Event]] = []
    for n in range(0, DROP_S - SURGE_S, 10):
        count = ViewerCount(id=f"raid-{n}", source="second", count=820)
        events.append((SURGE_S + n, count))
    events.append((DROP_S, ViewerCount(id="raid-over", source="second", count=0)))
    events += [
        (DROP_S + n * 5, ViewerCount(id=f"gone-{n}", source="second", count=0)) for n in range(1, 8)
    ]
    gone = ProductSignal(id="gone", source="gateway", sku=SOLD_OUT, action="sold_out", trusted=True)
    events.append((SOLD_OUT_S, gone))
    for n, text in enumerate(COMPLAINTS):
        viewer = AudienceMember(f"c{n}", ("Nora", "Tom", "Yu", "Inès", "Ben")[n])
        said = ChatMessage(id=f"complaint-{n}", source="gateway", viewer=viewer, text=text)
        events.append((COMPLAINTS_S + n * 6, said))
    yield from sorted(events, key=lambda pair: pair[0])


def night(files: ShowFiles, *, seed: int = 4, rate: float = 0.4, hours: float = HOURS) -> Night:
    """Play the night."""
    show = Rehearsal(files, seed=seed, wall_ms=round(BEGINS.timestamp() * 1000))
    audience = Audience(seed=seed, goods=goods_of(files.catalog), rate=rate)
    told, orders, number, waiting = Night(), 0, 0, list(scripted())
    questions: dict[str, tuple[str, str]] = {}
    for beat in range(1, round(hours * 3600 / BEAT_S) + 1):
        now_s = beat * BEAT_S
        now_ms = round(now_s * 1000)
        events: list[Event] = []
        for frame in audience.until(now_s):
            number += 1
            wire = {**frame, "id": f"f{number}", "room": "r", "ts": now_ms}
            decoded: Any = decode(json.dumps(wire, ensure_ascii=False))
            events.append(to_event(decoded, source="gateway"))
        while waiting and waiting[0][0] <= now_s:
            events.append(waiting.pop(0)[1])
        for event in events:
            orders += isinstance(event, OrderPlaced)
            if isinstance(event, ChatMessage):
                questions[f"{event.source}/{event.id}"] = (event.viewer.nick, event.text)
            show.feed([(now_ms, event)])
        show.run_until(now_ms)
        told.rows += rows_of(show, now_s, questions)
        for performed in show.performed:
            for heard in heard_from(performed.commands if performed.passed else ()):
                audience.hear(heard)
        show.performed.clear()
        show.acts.clear()
        if beat % round(60 / BEAT_S) == 0:
            room = show.state.memory.audience
            told.minutes.append((now_s / 60, room.count, room.tier, orders))
    told.mode = show.state.memory.mode
    return told


def rows_of(show: Rehearsal, now_s: float, questions: dict[str, tuple[str, str]]) -> Iterator[Row]:
    """What was said and told since the last beat, each answer after what was asked."""
    performed = iter(show.performed)
    for act in show.acts:
        if isinstance(act, Raise):
            yield Row(now_s, "console", act.text)
        elif isinstance(act, Perform):
            done = next(performed)
            for asked in done.answers[:2]:
                if asked in questions:
                    yield Row(now_s, *questions[asked])
            if done.text and done.passed:
                point = any(isinstance(each, PointToBuy) for each in done.commands)
                why = act.cue.reason + (", points at the button" if point else "")
                yield Row(now_s, "**host**", done.text, why)
            elif done.text:
                yield Row(now_s, "gate", f"not said: {done.text}", ", ".join(done.reasons))


# -- the page ------------------------------------------------------------------------------------


def page(told: Night) -> str:
    """docs/night.md."""
    parts = [
        "# A night, told and drawn",
        "",
        "The demo's shop in an English room, from five to eight in the morning, on virtual time:",
        "the simulator's audience, and what a script lets happen. Written by",
        "`python -m scripts.night_story`: what stands here is what was said, and why. A test plays",
        "the same night.",
        "",
        "![Viewers, tier and orders over the night](img/night.svg)",
        "",
    ]
    for title, _, from_s, lasts_s in MOMENTS:
        parts += [f"## {title}", "", "| time | who | words | why |", "| --- | --- | --- | --- |"]
        for row in told.rows:
            if from_s <= row.at_s < from_s + lasts_s:
                cells = (clock(row.at_s), row.who, row.words, row.why)
                parts.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
        parts.append("")
    return "\n".join(parts)


def clock(at_s: float) -> str:
    """The wall time of a second of the show."""
    return f"{BEGINS + timedelta(seconds=at_s):%H:%M:%S}"


def plot(told: Night) -> None:
    """docs/img/night.svg: viewers with the tier's band behind, and orders in each ten minutes."""
    pyplot = importlib.import_module("matplotlib.pyplot")
    pyplot.switch_backend("svg")
    pyplot.rcParams.update({"svg.hashsalt": "night", "font.size": 9})
    minutes, viewers, tiers, orders = (list(column) for column in zip(*told.minutes, strict=True))
    names = list(dict.fromkeys(("handful", "dozens", "hundreds", "thousands")))
    figure, (room, shop_) = pyplot.subplots(
        2, 1, sharex=True, figsize=(9, 4.6), height_ratios=(3, 1.3), layout="constrained"
    )
    shades = dict(zip(names, ("#eef2f0", "#d9e8df", "#bcd9c6", "#98c7a8"), strict=True))
    for tier, run in groupby(zip(tiers, minutes, strict=True), key=lambda pair: pair[0]):
        during = [minute for _, minute in run]
        room.axvspan(during[0] - 1, during[-1], color=shades.get(tier, "#ffffff"), linewidth=0)
    room.step(minutes, viewers, color="#1f4d3a", where="post")
    room.set_yscale("log")
    room.set_ylabel("viewers (log)")
    for name in names:
        if name in tiers:
            room.plot([], [], color=shades[name], linewidth=8, label=name)
    room.legend(title="tier", loc="lower left", frameon=False, ncols=4)
    for _, word, at_s, _ in MOMENTS[1:]:
        room.axvline(at_s / 60, color="#b0563c", linewidth=0.8, linestyle=":")
        room.text(
            at_s / 60,
            1.02,
            word,
            transform=room.get_xaxis_transform(),
            fontsize=8,
            ha="center",
            color="#b0563c",
        )
    tens = range(10, len(orders) + 1, 10)
    sold = [orders[n - 1] - (orders[n - 11] if n > 10 else 0) for n in tens]
    shop_.bar([n - 5 for n in tens], sold, width=9, color="#b0563c")
    shop_.set_ylabel("orders in 10 min")
    shop_.set_xlabel("minutes after five in the morning")
    figure.savefig(PLOT, metadata={"Date": None})


def main() -> None:
    """Write both files."""
    with tempfile.TemporaryDirectory() as folder:
        told = night(shop(Path(folder)))
    PAGE.write_text(page(told), encoding="utf-8")
    if importlib.util.find_spec("matplotlib") is None:
        sys.exit(f"{PAGE} is written; for the plot: pip install matplotlib")
    plot(told)


if __name__ == "__main__":
    main()
