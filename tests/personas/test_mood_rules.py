"""docs/personas.md shows the defaults of the mood as they are; a persona writes what differs."""

from __future__ import annotations

import re
from pathlib import Path

from chatbot.files import parse, validate
from chatbot.persona import MoodRules, Persona

PAGE = (Path(__file__).parents[2] / "docs" / "personas.md").read_text(encoding="utf-8")


def persona(text: str) -> Persona:
    return validate(Persona, parse(f"name: a\n{text}", "p.yaml"))


def test_the_page_shows_the_defaults() -> None:
    (example,) = re.findall(r"```yaml\n(mood:.*?)```", PAGE, re.DOTALL)
    shown = persona(example).mood
    assert shown == MoodRules()
    for rule in (shown.warm, shown.playful, shown.hurried, shown.sober):
        assert rule.model_fields_set == set(type(rule).model_fields)


def test_what_is_not_written_keeps_its_default() -> None:
    sober = persona("mood:\n  sober: {at_least: 5}").mood.sober
    assert (sober.at_least, sober.face, sober.no_pitch_s) == (5, "sober", 60)
