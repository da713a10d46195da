"""Each mistake in a persona or a rundown is told by line and remedy."""

from __future__ import annotations

import pytest

from chatbot.errors import ConfigErrors
from chatbot.files import parse, validate
from chatbot.persona import Persona
from chatbot.rundown import Rundown

WRONG_PERSONAS = {
    "about: x": "p.yaml:1: 'name' is missing",
    "name: a\nlanguages: [zh, cn]": "p.yaml:2: unknown language 'cn' (did you mean 'zh'?)",
    "name: {cn: a}": "p.yaml:1: unknown language 'cn' (did you mean 'zh'?)",
    "name: a\nlanguages: [zh, fr]\ndisclosure:\n  zh: x": (
        "p.yaml:3: the persona speaks 'fr': say it in 'fr' too"
    ),
    "name: a\nlanguages: [zh]\nlines:\n  idle:\n    fr: [x]": (
        "p.yaml:5: the persona does not speak 'fr'"
    ),
    "name: a\ngestures:\n  greeting: waev": (
        "p.yaml:3: unknown gesture 'waev' (did you mean 'wave'?)"
    ),
    "name: a\nkind: sellar": "p.yaml:2: unknown kind 'sellar' (did you mean 'seller'?)",
    "name: a\nvoice: {pace: 9}": "p.yaml:2: voice.pace: must be 2.0 or less",
    "name: a\npitch:\n  tiers:\n    - {name: a, viewers: 5}": (
        "p.yaml:4: the first tier starts at 0 viewers"
    ),
    "name: a\npitch:\n  tiers:\n    - {name: a, viewers: 0}\n    - {name: b, viewers: 0}": (
        "p.yaml:5: 0 viewers is not more than in the tier before (line 4)"
    ),
    "name: a\nmood:\n  sober:\n    gestures: [point_to_buy]": (
        "p.yaml:4: unknown gesture 'point_to_buy' (known: wave, clap, thumbs_up, heart, nod, bow,"
        " shake, shrug, idle)"
    ),
    "name: a\nmood:\n  dwel_s: 3": "p.yaml:3: unknown key 'dwel_s' (did you mean 'dwell_s'?)",
    "name: a\nmood:\n  viewers: 1": "p.yaml:3: mood.viewers: must be 2 or more",
}


@pytest.mark.parametrize("text", WRONG_PERSONAS)
def test_each_mistake_in_a_persona(text: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        validate(Persona, parse(text, "p.yaml"))
    assert str(caught.value) == WRONG_PERSONAS[text]


HEAD = "segments:\n  - title: a\n    lines:\n"
WRONG_RUNDOWNS = {
    "segments: []": "r.yaml:1: segments: must not be empty",
    HEAD + "      - {zh: '{nme}'}": "r.yaml:4: unknown slot {nme} (did you mean 'name'?)",
    HEAD
    + "      - {zh: '看{price}'}": "r.yaml:4: {price} needs a product: give the segment a 'sku'",
    HEAD + "      - zh: a\n        en: '[bye] now'": (
        "r.yaml:5: unknown mark [bye] (did you mean 'buy'?)"
    ),
    HEAD + "      - {zh: 'a {'}": "r.yaml:4: a brace has no partner: a slot is written {price}",
    HEAD + "      - {zh: ''}": "r.yaml:4: the line is empty",
    HEAD + "      - {gesture: wave}": "r.yaml:4: 'text' is missing",
    HEAD + "      - {zh: a, mood: hapy}": "r.yaml:4: unknown mood 'hapy' (did you mean 'happy'?)",
    HEAD + "      - 5": (
        "r.yaml:4: should be a mapping (key: value), not 5:"
        " its keys are text, gesture, mood, point, by, beat, facts"
    ),
    HEAD + "      - ''": "r.yaml:4: the line is empty",
    HEAD + "      - {price}": "r.yaml:4: put quotes around a text with braces: '{price}'",
    HEAD + "      - zh: {price}": (
        "r.yaml:4: zh: should be a text, not a mapping: put quotes around a text with braces"
    ),
}


@pytest.mark.parametrize("text", WRONG_RUNDOWNS)
def test_each_mistake_in_a_rundown(text: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        validate(Rundown, parse(text, "r.yaml"))
    assert str(caught.value) == WRONG_RUNDOWNS[text]
