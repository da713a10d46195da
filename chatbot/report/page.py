"""The report as one HTML page that needs nothing else, and no network."""

from __future__ import annotations

import json
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from statistics import quantiles
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from chatbot.report.faq import as_yaml, open_questions
from chatbot.report.plots import plots_of
from chatbot.report.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chatbot.report.night import Night
    from chatbot.report.rows import Intervention, Line

__all__ = ["clock_of", "page", "record_of"]

SYNTHETIC = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""IPTC's word for media made by a model (NewsCodes, Digital Source Type)."""


def clock_of(night: Night) -> Callable[[int], str]:
    """From ms of the show to wall time, such as `02:14:07`."""
    start = datetime.fromtimestamp(night.started_ms / 1000, UTC).astimezone(
        ZoneInfo(night.timezone)
    )
    return lambda at_ms: f"{start + timedelta(milliseconds=at_ms):%H:%M:%S}"


def page(night: Night, lang: str = "") -> str:
    """The whole report, in the room's language where it is one of ours."""
    import jinja2

    lang = lang or night.lang
    words = WORDS.get(lang, WORDS["en"])
    clock = clock_of(night)
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string(
        files("chatbot.report").joinpath("page.html").read_text("utf-8")
    )
    marking = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": words["title"].format(show=night.name),
        "digitalSourceType": SYNTHETIC,
    }
    open_ = open_questions(night)
    products = sorted(night.products.values(), key=lambda product: -product.orders)
    return template.render(
        t=words,
        lang=lang if lang in WORDS else "en",
        heading=marking["name"],
        marking=_script(marking),
        when=_when(night, words),
        other_version=words["other_version"].format(version=night.version) if night.version else "",
        rewritten=night.rewritten,
        tiles=_tiles(night, words),
        plots=plots_of(night, words, lambda minute: clock(night.minute_ms(minute))[:5]),
        products=products,
        cost_note=_cost_note(night, words),
        why=night.missed_why.most_common(),
        open=open_,
        faq=as_yaml(open_, (lang,)),
        blocked=night.blocked,
        marks=_marks(night),
        people=list(night.interventions.values()),
        outages=night.outages,
        alerts=night.alerts,
        lines=[line for line in night.lines.values() if line.verdict],
        clock=clock,
        record=lambda line: record_of(line, words, clock),
    )


def _script(data: object) -> object:
    """JSON for a script element: nothing in it can end the element."""
    import markupsafe

    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return markupsafe.Markup(text)  # `<` is escaped, so nothing in it ends the element


def _marks(night: Night) -> list[tuple[Intervention, Line | None]]:
    """What people marked, with the last line that had begun by then."""
    spoken = sorted((line for line in night.lines.values() if line.verdict), key=_begun)
    found = []
    for act in night.interventions.values():
        if act.action == "mark" and not act.refused:
            at = bisect_right(spoken, act.at_ms, key=_begun)
            found.append((act, spoken[at - 1] if at else None))
    return found


def _begun(line: Line) -> int:
    return line.at_ms


def _when(night: Night, words: Mapping[str, str]) -> str:
    zone = ZoneInfo(night.timezone)
    start = datetime.fromtimestamp(night.started_ms / 1000, UTC).astimezone(zone)
    end = start + timedelta(milliseconds=night.lasted_ms)
    start += timedelta(milliseconds=night.from_ms)
    hours, rest = divmod((night.lasted_ms - night.from_ms) // 60_000, 60)
    return words["from_to"].format(
        start=f"{start:%Y-%m-%d %H:%M}",
        end=f"{end:%Y-%m-%d %H:%M}",
        length=words["hours"].format(h=hours, m=rest),
    )


def _tiles(night: Night, words: Mapping[str, str]) -> list[tuple[str, str]]:
    waits = [q.waited_ms / 1000 for q in night.answered if q.waited_ms is not None]
    cuts = quantiles(waits, n=20, method="inclusive") if len(waits) > 1 else waits * 20
    wait = f"{cuts[9]:.0f} / {cuts[18]:.0f} s" if cuts else "–"
    shown = {
        "most_viewers": max((minute.viewers for minute in night.minutes), default=0),
        "messages": sum(minute.chat for minute in night.minutes),
        "asked": len(night.questions),
        "answered": len(night.answered),
        "missed": len(night.missed),
        "wait": wait,
        "lines": len(night.spoken),
        "orders": night.orders,
        **_cost_tiles(night),
        "blocked": len(night.blocked),
        "acts": len(night.interventions),
    }
    return [
        (words[name], f"{value:,}" if isinstance(value, int) else str(value))
        for name, value in shown.items()
    ]


def _cost_tiles(night: Night) -> dict[str, int | str]:
    """Money where prices are known, else what was used; nothing where nothing was."""
    if not night.costs:
        return {}
    tokens = sum(spent.sent + spent.written for spent in night.costs)
    characters = sum(spent.characters for spent in night.costs)
    used = {"tokens": tokens, "voice_characters": characters}
    tiles: dict[str, int | str] = {name: count for name, count in used.items() if count}
    if night.cost is not None and night.prices is not None:
        tiles["cost"] = f"{night.prices.currency} {night.cost:.2f}"
        if night.orders:
            each = night.cost / night.orders
            tiles["order_cost"] = f"{night.prices.currency} {each:.{2 if each >= 0.1 else 4}f}"
    return tiles


def _cost_note(night: Night, words: Mapping[str, str]) -> str:
    if not night.costs:
        return words["no_cost"]
    without = dict.fromkeys(spent.name for spent in night.costs if spent.cost is None)
    return words["no_price"].format(names=", ".join(without)) if without else ""


def _when_said(line: Line, clock: Callable[[int], str]) -> str:
    until = f" – {clock(line.ended_ms)}" if line.ended_ms is not None else ""
    return clock(line.at_ms) + until


def record_of(
    line: Line, words: Mapping[str, str], clock: Callable[[int], str]
) -> list[tuple[str, str]]:
    """A line's record, row by row: who asked, facts, catalog, verdict, approver, when said."""
    heard = line.said if line.said != line.text else ""
    rows = (
        ("planned", line.text if heard or not line.said else ""),
        ("said", heard),
        ("asked", " / ".join(line.asked)),
        ("why", line.why),
        ("facts", "; ".join(line.stated or line.facts) or words["none"]),
        ("catalog", line.catalog),
        ("verdict", ", ".join((line.verdict, *line.reasons))),
        ("approver", line.approver or (words["by_itself"] if line.verdict == "pass" else "")),
        ("said_at", _when_said(line, clock) if line.said else ""),
        ("outcome", line.outcome),
    )
    return [(words[name], value) for name, value in rows if value]
