"""How a room feels, and how the host looks, sounds and holds back because of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot import Gesture, PointToBuy, Say
from chatbot.commands import Expression
from chatbot.events import AudienceMember, Event, ModeratorAction, OrderPlaced
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Performed, Rehearsal
from chatbot.show.acts import Perform, Raise
from chatbot.show.authority import objection
from chatbot.testing import chat, load, viewers
from tests.onair import CATALOG, write_show

COMPLAINTS = [
    "my bowl arrived broken",
    "the scarf tore on the first day",
    "my parcel never came, terrible service",
    "the handle broke off, very disappointed",
]
PRAISE = ["love this scarf!", "so beautiful", "great quality, thank you", "the best shop, thanks"]
LAUGHTER = ["哈哈哈哈", "lol", "mdr", "😂😂"]
IMPATIENCE = ["hurry up", "still waiting", "come on", "怎么还不开始"]


@pytest.fixture
def shop(tmp_path: Path) -> ShowFiles:
    """A seller who pitches a silk scarf."""
    path = write_show(tmp_path, seller=True)
    goods = CATALOG.replace("aliases: [scarf]}", "aliases: [scarf], ").rstrip().splitlines()
    goods[0] += "allowed_claims: {en: [pure mulberry silk, hand-rolled edges]}}"
    (tmp_path / "catalog.yaml").write_text("\n".join(goods), encoding="utf-8")
    return load(path)


@pytest.fixture
def clerk(tmp_path: Path) -> ShowFiles:
    """A clerk who answers and is silent otherwise."""
    return load(write_show(tmp_path))


def wave(texts: list[str], *, at_s: int, every_s: int = 8) -> list[tuple[int, Event]]:
    return [
        ((at_s + n * every_s) * 1000, chat(text, nick=f"V{n}", id=f"{at_s}-{n}"))
        for n, text in enumerate(texts)
    ]


def during(show: Rehearsal, until_s: int) -> list[Performed]:
    """What is performed from now until then, without what is on already."""
    before = len(show.performed)
    show.run_until(until_s * 1000)
    return show.performed[before:]


def said(performed: list[Performed]) -> list[Say]:
    return [c for p in performed for c in p.commands if isinstance(c, Say)]


def points(performed: list[Performed]) -> bool:
    return any(isinstance(c, PointToBuy) for p in performed for c in p.commands)


def kinds(show: Rehearsal) -> list[str]:
    """What the lines of the programme were, in order."""
    cues = [act.cue for act in show.acts if isinstance(act, Perform) and act.programme]
    return [cue.reason.split(",")[0] for cue in cues]


def test_a_wave_of_complaints_gets_a_sober_face_and_no_pitch_until_it_is_over(
    shop: ShowFiles,
) -> None:
    show = Rehearsal(shop)
    show.feed([(100, viewers(50))])
    assert points(during(show, 40))

    show.feed(wave(COMPLAINTS, at_s=40))
    assert show.state.memory.mood.why == "sober: 4 complaints in 2 minutes from 4 viewers"
    during(show, 70)
    show.acts.clear()
    sober = during(show, 125)
    assert set(kinds(show)) == {"pitch.claim", "pitch.idle"}
    assert {line.mood for line in said(sober)} == {"sober"}
    assert not points(sober)
    assert "$199" not in " ".join(line.text for line in said(sober))

    question = [(126_000, chat("how much is the silk scarf?", nick="Zoe", id="q"))]
    show.feed(question)
    answer = next(p for p in during(show, 140) if "test/q" in p.answers)
    assert "$199" in answer.text  # answers go on, with the same facts
    assert not points([answer])
    assert {line.mood for line in said([answer])} == {"sober"}

    during(show, 300)
    show.acts.clear()
    after = during(show, 420)
    assert show.state.memory.mood.name == "neutral"
    assert {"pitch.hook", "pitch.price", "pitch.stock"} <= set(kinds(show))
    assert points(after)


def test_while_the_room_complains_answers_wait_for_no_line_of_the_programme(
    shop: ShowFiles,
) -> None:
    show = Rehearsal(shop)
    show.feed(wave(COMPLAINTS, at_s=10))
    during(show, 60)
    questions = [
        "how much is the silk scarf?",
        "do you ship to brazil?",
        "is the silk scarf washable?",
        "are you an AI?",
        "what is your return policy?",
        "is the rice bowl in stock?",
    ]
    before = len(show.performed)
    show.feed(wave(questions, at_s=60, every_s=1))
    during(show, 130)
    spoke = [bool(p.answers) for p in show.performed[before:] if p.text]
    first = spoke.index(True)
    assert all(spoke[first : first + len(questions)])


RUNDOWN = """\
segments:
  - title: Welcome
    lines:
      - {en: Good to have you here., mood: happy}
  - title: Scarf
    sku: SCARF
    lines:
      - {en: "Feel this one, everybody!", mood: happy, gesture: hold_product}
      - {en: It is mulberry silk., gesture: present}
      - {en: "Today it is [buy]{price}."}
      - {en: Take one home., beat: call}
"""


def test_a_rundowns_hooks_and_calls_wait_as_well(tmp_path: Path) -> None:
    path = write_show(tmp_path, seller=True)
    path.write_text(path.read_text(encoding="utf-8") + "rundown: rundown.yaml\n", encoding="utf-8")
    (tmp_path / "rundown.yaml").write_text(RUNDOWN, encoding="utf-8")
    show = Rehearsal(load(path))
    show.feed(wave(COMPLAINTS, at_s=10))
    during(show, 60)
    sober = during(show, 110)
    assert {line.text for line in said(sober)} == {"Good to have you here.", "It is mulberry silk."}
    assert {line.mood for line in said(sober)} == {"sober"}
    moved = {c.name for p in sober for c in p.commands if isinstance(c, Gesture)}
    assert moved <= {"nod", "bow"}
    during(show, 240)
    assert "Take one home." in {line.text for line in said(during(show, 300))}


def test_while_the_room_complains_who_asks_how_to_order_is_still_shown_where(
    shop: ShowFiles,
) -> None:
    show = Rehearsal(shop, silent_programme=True)
    show.state.memory.on_screen = "SCARF"
    show.feed(wave(COMPLAINTS, at_s=1))
    show.run_until(40_000)
    show.feed([(41_000, chat("how do i order the silk scarf?", nick="Zoe", id="q"))])
    show.run_until(60_000)
    assert points([p for p in show.performed if "test/q" in p.answers])


@pytest.mark.parametrize(
    ("texts", "mood", "face"),
    [(PRAISE, "warm", "smile"), (LAUGHTER, "playful", "happy"), (IMPATIENCE, "hurried", "neutral")],
)
def test_praise_laughter_and_impatience_show_in_face_and_pace(
    shop: ShowFiles, texts: list[str], mood: str, face: str
) -> None:
    show = Rehearsal(shop)
    show.feed([(100, viewers(50))])
    show.run_until(60_000)
    usual = [act.cue.pace for act in show.acts if isinstance(act, Perform)][-1]
    show.feed(wave(texts, at_s=60))
    now = during(show, 110)
    assert show.state.memory.mood.name == mood
    plain = [line for line in said(now) if "$199" in line.text or "12" in line.text]
    assert {line.mood for line in plain[-2:]} == {face}
    rule = getattr(show.state.persona.mood, mood)
    paces = [act.cue.pace for act in show.acts if isinstance(act, Perform)]
    assert paces[-1] == pytest.approx(usual * rule.pace)
    assert points(now + during(show, 170))  # a cheerful or hurried room may buy


def test_one_viewer_alone_moves_nothing(shop: ShowFiles) -> None:
    show = Rehearsal(shop)
    texts = [*COMPLAINTS, *LAUGHTER, *PRAISE, *IMPATIENCE] * 4
    show.feed([(n * 4_000, chat(text, nick="Ann", id=f"m{n}")) for n, text in enumerate(texts, 1)])
    assert show.state.memory.mood.name == "neutral"
    assert points(during(show, 400))


def test_who_asks_again_and_again_is_impatient(clerk: ShowFiles) -> None:
    show = Rehearsal(clerk, silent_programme=True)
    show.feed([(500, ModeratorAction(id="a1", action="pause", by="mod"))])
    again = [chat("is the silk scarf washable?", nick=f"V{n % 3}", id=f"m{n}") for n in range(12)]
    show.feed([(1_000 + 6_000 * n, message) for n, message in enumerate(again)])
    assert show.state.memory.mood.why.startswith("hurried: ")


def test_an_idle_host_shows_the_mood_in_her_face_and_moves_a_little_now_and_then(
    clerk: ShowFiles,
) -> None:
    show = Rehearsal(clerk, silent_programme=True)
    buyers = [
        OrderPlaced(id=f"o{n}", source="test", viewer=AudienceMember(f"u{n}", f"U{n}"), sku="SCARF")
        for n in range(9)
    ]
    show.feed([(1_000 + 1_000 * n, order) for n, order in enumerate(buyers)])
    show.run_until(200_000)
    assert not said(show.performed)
    commands = [c for p in show.performed for c in p.commands]
    faces = [c.name for c in commands if isinstance(c, Expression)]
    assert faces == ["smile", "neutral"]
    moved = [act for act in show.acts if isinstance(act, Perform)]
    gestures = [c.name for c in commands if isinstance(c, Gesture)]
    assert 2 <= len(gestures) <= 8
    assert set(gestures) <= set(show.state.persona.mood.warm.gestures)
    assert all(act.cue.reason.startswith(("warm: ", "neutral: ")) for act in moved)


def test_small_gestures_come_at_least_twenty_seconds_after_any_other(shop: ShowFiles) -> None:
    show = Rehearsal(shop)
    small, moved_s = 0, 0
    waves = {20: LAUGHTER, 60: LAUGHTER, 100: PRAISE, 160: COMPLAINTS}
    for at_s in range(10, 320):
        before, texts = len(show.performed), waves.get(at_s, [])
        show.feed([(at_s * 1000, message) for _, message in wave(texts, at_s=at_s)])
        show.run_until(at_s * 1000)
        for performed in show.performed[before:]:
            names = [c.name for c in performed.commands if isinstance(c, Gesture)]
            if names and names != ["hold_product"] and not performed.answers:
                assert at_s - moved_s >= 20
                small += 1
            if names or points([performed]):
                moved_s = at_s
    assert small >= 3


def test_a_moderator_sets_the_mood_for_a_while_and_the_reason_says_so(shop: ShowFiles) -> None:
    show = Rehearsal(shop)
    show.feed([(100, viewers(50))])
    show.run_until(30_000)
    wrong = ModeratorAction(id="a0", action="mood", by="mod", text="angry")
    assert objection(show.state, wrong) == (
        "no mood 'angry' (known: neutral, warm, playful, hurried, sober, auto)"
    )
    sober = ModeratorAction(id="a1", action="mood", by="mod", text="sober", seconds=60)
    show.feed([(31_000, sober)])
    assert show.state.memory.mood.why == "sober: set by mod"
    during(show, 40)
    assert not points(during(show, 88))
    during(show, 100)
    assert points(during(show, 200))


def test_a_message_of_somebody_in_danger_changes_no_mood(shop: ShowFiles) -> None:
    show = Rehearsal(shop)
    cries = ["i want to kill myself", "i want to die", "i am going to kill myself tonight"]
    show.feed(wave(cries, at_s=10))
    assert show.state.memory.mood.name == "neutral"
    urgent = [act for act in show.acts if isinstance(act, Raise) and act.level == "urgent"]
    assert len(urgent) == 3
