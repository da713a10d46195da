"""The report's plots, as SVG for a page: text stays text, nothing is fetched."""

from __future__ import annotations

import io
import warnings
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.axes import Axes

    from chatbot.report.night import Night
    from chatbot.report.rows import Minute

__all__ = ["plots_of"]

TIERS = ("#eef2f0", "#d9e8df", "#bcd9c6", "#98c7a8")
MOODS = {"warm": "#f6e3c5", "playful": "#dbe7f5", "hurried": "#f5d9cf", "sober": "#dedede"}
GREEN, RED, BLUE, GREY = "#1f4d3a", "#b0563c", "#35618f", "#8a8f8c"
MOST_SEGMENTS, MOST_REASONS = 40, 12


def plots_of(night: Night, words: Mapping[str, str], clock: Callable[[int], str]) -> dict[str, str]:
    """SVG by name; `clock` tells the wall time of a minute of the show."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    names = {
        "audience": (_audience, 3.2),
        "chat_mood": (_chat, 2.2),
        "questions_minute": (_questions, 2.2),
        "waits": (_waits, 2.2),
    }
    style: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "night", "font.size": 9}
    found = {}
    with mpl.rc_context({**style, "axes.spines.top": False, "axes.spines.right": False}):
        for name, (draw, height) in names.items():
            figure = Figure(figsize=(9, height), layout="constrained")
            axes = figure.subplots()
            draw(axes, night, words)
            _along_the_night(axes, night, clock)
            found[name] = _svg(figure)
        if night.missed:
            whys = night.missed_why.most_common(MOST_REASONS)
            figure = Figure(figsize=(9, 0.7 + 0.28 * len(whys)), layout="constrained")
            _reasons(figure.subplots(), whys)
            found["by_reason"] = _svg(figure)
        if night.products:
            figure = Figure(figsize=(9, 0.9 + 0.5 * len(night.products)), layout="constrained")
            _products(figure.subplots(), night, words)
            found["products"] = _svg(figure)
        if night.costs:
            figure = Figure(figsize=(9, 2.4), layout="constrained")
            axes = figure.subplots()
            _cost(axes, night, words)
            _along_the_night(axes, night, clock)
            found["order_cost"] = _svg(figure)
        if night.blocked or night.interventions or night.outages or night.alerts:
            figure = Figure(figsize=(9, 2.0), layout="constrained")
            axes = figure.subplots()
            _events(axes, night, words)
            _along_the_night(axes, night, clock)
            found["events"] = _svg(figure)
    return found


def _along_the_night(axes: Axes, night: Night, clock: Callable[[int], str]) -> None:
    import matplotlib as mpl

    axes.set_xlim(0, max(1, len(night.minutes)))
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(8, integer=True))
    axes.xaxis.set_major_formatter(lambda minute, _: clock(round(minute)))


def _svg(figure: Any) -> str:
    out = io.StringIO()
    with warnings.catch_warnings():
        # The text stays text: the browser has the characters that matplotlib's own font lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()[out.getvalue().index("<svg") :]


def _bands(
    axes: Axes, minutes: list[Minute], key: Callable[[Minute], str], shade: Mapping[str, str]
) -> None:
    """A shaded stretch for each run of minutes with the same name, each named once."""
    named = set()
    for name, run in groupby(enumerate(minutes), key=lambda pair: key(pair[1])):
        at = [number for number, _ in run]
        if name in shade:
            label = name if name not in named else None
            named.add(name)
            axes.axvspan(at[0], at[-1] + 1, color=shade[name], linewidth=0, label=label)
    if named:
        axes.legend(loc="upper left", frameon=False, ncols=len(named), fontsize=8)


def _audience(axes: Axes, night: Night, words: Mapping[str, str]) -> None:
    tiers = dict.fromkeys(minute.tier for minute in night.minutes if minute.tier)
    order = sorted(tiers, key=lambda tier: min(m.viewers for m in night.minutes if m.tier == tier))
    shade = {tier: TIERS[min(n, len(TIERS) - 1)] for n, tier in enumerate(order)}
    _bands(axes, night.minutes, lambda minute: minute.tier, shade)
    viewers = [minute.viewers for minute in night.minutes]
    axes.step(range(len(viewers)), viewers, color=GREEN, where="post")
    axes.set_ylabel(words["viewers"])
    axes.set_ylim(bottom=0)
    runs = [list(run) for _, run in groupby(enumerate(night.minutes), lambda p: p[1].segment)]
    for run in runs if len(runs) <= MOST_SEGMENTS else ():
        number, minute = run[0]
        if minute.segment:
            axes.axvline(number, color=GREY, linewidth=0.6, linestyle=":")
            axes.text(
                number + 0.1, 0.02, minute.segment, transform=axes.get_xaxis_transform(),
                rotation=90, fontsize=7, color=GREY, va="bottom",
            )  # fmt: skip


def _chat(axes: Axes, night: Night, words: Mapping[str, str]) -> None:
    _bands(axes, night.minutes, lambda minute: minute.mood, MOODS)
    axes.bar(range(len(night.minutes)), [m.chat for m in night.minutes], 0.9, 0, align="edge",
             color=BLUE)  # fmt: skip
    axes.set_ylabel(words["per_minute"])


def _questions(axes: Axes, night: Night, words: Mapping[str, str]) -> None:
    at = range(len(night.minutes))
    answered = [minute.answered for minute in night.minutes]
    missed = [minute.missed for minute in night.minutes]
    axes.bar(at, answered, 0.9, align="edge", color=GREEN, label=words["answered"])
    axes.bar(at, missed, 0.9, answered, align="edge", color=RED, label=words["missed"])
    axes.step(at, [m.asked for m in night.minutes], color=GREY, where="post", label=words["asked"])
    axes.set_ylabel(words["per_minute"])
    axes.legend(loc="upper left", frameon=False, ncols=3, fontsize=8)


def _waits(axes: Axes, night: Night, words: Mapping[str, str]) -> None:
    timed = [
        ((q.at_ms - night.from_ms) / 60_000, q.waited_ms / 1000)
        for q in night.answered
        if q.waited_ms
    ]
    axes.scatter([at for at, _ in timed], [wait for _, wait in timed], s=8, color=GREEN)
    axes.set_ylabel(words["seconds"])
    axes.set_ylim(bottom=0)


def _products(axes: Axes, night: Night, words: Mapping[str, str]) -> None:
    products = sorted(night.products.values(), key=lambda product: product.orders)
    rows = range(len(products))
    for shift, key, colour in ((0.27, "asked", BLUE), (0, "carts", GREY), (-0.27, "orders", RED)):
        values = [getattr(product, key) for product in products]
        bars = axes.barh([row + shift for row in rows], values, 0.25, color=colour,
                         label=words[key])  # fmt: skip
        axes.bar_label(bars, padding=2, fontsize=7)
    axes.set_yticks(list(rows), [product.name for product in products])
    axes.legend(loc="lower right", frameon=False, fontsize=8)


def _reasons(axes: Axes, whys: list[tuple[str, int]]) -> None:
    rows = range(len(whys), 0, -1)
    bars = axes.barh(list(rows), [count for _, count in whys], 0.7, color=RED)
    axes.bar_label(bars, padding=2, fontsize=7)
    axes.set_yticks(list(rows), [why if len(why) <= 60 else f"{why[:60]}…" for why, _ in whys])
    axes.tick_params(axis="y", labelsize=7)


def _events(axes: Axes, night: Night, words: Mapping[str, str]) -> None:
    """What went wrong and what people did, each a mark in its own row; outages as they lasted."""

    def minute(at_ms: int) -> float:
        return max(0.0, (at_ms - night.from_ms) / 60_000)

    rows = {
        "alerts": ([at for at, _, _ in night.alerts], GREY),
        "people": ([act.at_ms for act in night.interventions.values()], BLUE),
        "blocked_lines": ([line.at_ms for line in night.blocked], RED),
    }
    for row, (times, colour) in enumerate(rows.values(), 1):
        marks = [minute(at) for at in times]
        axes.scatter(marks, [row] * len(marks), s=16, marker="|", color=colour)
    for outage in night.outages:
        until = night.lasted_ms if outage.until_ms is None else outage.until_ms
        length = max(0.1, minute(until) - minute(outage.at_ms))
        axes.barh(0, length, 0.5, minute(outage.at_ms), color=RED)
    axes.set_yticks(range(4), [words[name] for name in ("outages", *rows)])
    axes.set_ylim(-0.6, 3.6)


def _cost(axes: Axes, night: Night, words: Mapping[str, str]) -> None:
    """What was taken each minute, and what an order had cost by then; without prices, tokens."""
    minutes = len(night.minutes)
    priced = night.cost is not None
    taken = [0.0] * minutes
    for spent in night.costs:
        amount = (spent.cost or 0.0) if priced else spent.sent + spent.written + spent.characters
        taken[min(minutes - 1, max(0, spent.at_ms - night.from_ms) // 60_000)] += amount
    unit = night.prices.currency if priced and night.prices else words["tokens_characters"]
    axes.bar(range(minutes), taken, 0.9, align="edge", color=BLUE, label=words["per_minute"])
    axes.set_ylabel(unit)
    by_then = zip(accumulate(taken), accumulate(m.orders for m in night.minutes), strict=True)
    each = [cost / orders if orders else float("nan") for cost, orders in by_then]
    if night.orders:
        line = axes.twinx()
        line.step(range(minutes), each, color=RED, where="post")
        line.set_ylabel(words["each_order"])
        line.set_ylim(bottom=0)
        line.spines["right"].set_visible(True)
