"""The transcript in the terminal names viewers and quotes words, never ids alone."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from chatbot.commands import Cue, Say
from chatbot.events import UtteranceFinished, UtteranceStarted
from chatbot.rehearsal import Rehearsal
from chatbot.renderers.terminal import MESSAGES, Transcript
from chatbot.show.acts import Fate, Interrupt, Perform, Raise
from chatbot.testing import chat, load
from tests.onair import write_show


def transcript(tmp_path: Path) -> tuple[Transcript, io.StringIO]:
    page = io.StringIO()
    state = Rehearsal(load(write_show(tmp_path)), silent_programme=True).state
    return Transcript(Console(file=page, width=200), state), page


def test_who_missed_an_answer_and_who_needs_a_person_are_named_with_their_words(
    tmp_path: Path,
) -> None:
    shown, page = transcript(tmp_path)
    shown.saw(chat("good evening to all of you out there", nick="Ann", id="m1"), ())
    shown.saw(chat("may I bring my dog?", nick="Bo", id="m2"), ())
    shown.saw(
        chat("hm", nick="Cy", id="m3"),
        (
            Fate("test/m1", "expired", "waited longer than two minutes"),
            Fate("test/m3", "expired", "too late for a courtesy"),
            Raise("urgent", "test/m2", "a person is asked for"),
            Raise("warning", "gateway", "nothing listens"),
        ),
    )
    text = page.getvalue()
    assert "expired  Ann “good evening to all of…”: waited longer than two minutes" in text
    assert "courtesy" not in text
    assert "urgent  Bo “may I bring my dog?”: a person is asked for" in text
    assert "warning  gateway nothing listens" in text
    assert "test/m" not in text


def test_a_cut_line_is_quoted(tmp_path: Path) -> None:
    shown, page = transcript(tmp_path)
    cue = Cue(id="u-1", commands=(Say("Good evening, everybody.", "en"),))
    shown.saw(chat("hm", nick="Cy", id="m1"), (Perform(cue),))
    shown.saw(UtteranceStarted(id="s", cause="u-1", verdict="pass"), ())
    shown.saw(chat("hm", nick="Cy", id="m2"), (Interrupt("u-1", "stopped by mei"),))
    shown.saw(
        UtteranceFinished(id="f", cause="u-1", outcome="interrupted", said="Good evening,"), ()
    )
    text = page.getvalue()
    assert "cut  “Good evening, everybody.”: stopped by mei" in text
    assert "interrupted  after “Good evening,”" in text


def test_a_flood_is_not_remembered_for_ever(tmp_path: Path) -> None:
    shown, _ = transcript(tmp_path)
    for n in range(MESSAGES + 50):
        shown.saw(chat("hm", nick="Cy", id=f"m{n}"), ())
    assert len(shown._messages) == MESSAGES
