"""The transcript in the terminal says what a person has to click or mend."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from chatbot.events import Event, RendererChanged, SourceChanged
from chatbot.renderers.terminal import Transcript
from chatbot.restoring import new_state


def printed(*events: Event) -> list[str]:
    out = StringIO()
    transcript = Transcript(Console(file=out, width=200), new_state(seed=1, started_wall_ms=0))
    for event in events:
        transcript.saw(event, [])
    return out.getvalue().splitlines()


def renderer(state: str, detail: str, source: str = "outside") -> RendererChanged:
    return RendererChanged(
        id=detail, source=source, state=state, name="vts", label=False, detail=detail
    )


def stranger(detail: str) -> SourceChanged:
    return SourceChanged(id=detail, source="gw", state="stranger", detail=detail)


def test_what_an_avatar_asks_for_is_told_once() -> None:
    ask = "VTube Studio asks whether this program may control it: click Allow there"
    lines = printed(
        renderer("connecting", "ws://127.0.0.1:8001"), renderer("connecting", ask),
        renderer("connecting", ask), renderer("up", "VTube Studio, model Lan"),
        renderer("up", "model of a page", source="stage"),
    )  # fmt: skip
    assert [line.split(maxsplit=2)[1:] for line in lines] == [
        ["look", f"vts {ask}"],
        ["connected", "vts VTube Studio, model Lan"],
    ]


def test_a_page_that_was_refused_is_told_and_the_count_is_not() -> None:
    page = "a page of https://x.example was refused; write it down"
    lines = printed(stranger(page), stranger("3 more refused; " + page))
    assert len(lines) == 1
    assert page in lines[0]
