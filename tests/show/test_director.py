"""What the director decides, told on virtual time through the same core as a show on the air."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chatbot import AudienceMember, Command, PointToBuy, Say, ShowProduct
from chatbot.events import (
    AnswerReady,
    CartAdded,
    Event,
    ModeratorAction,
    ProductSignal,
    Proposed,
    UtteranceFinished,
    ViewerBanned,
)
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Rehearsal
from chatbot.show.acts import Ask, Fate, Interrupt, Perform, Raise
from chatbot.show.core import step
from chatbot.testing import chat, load, rehearse, run_show, viewers
from tests.onair import write_show


@pytest.fixture
def night(tmp_path: Path) -> ShowFiles:
    """A clerk who only answers, with the silk scarf and a rice bowl that is sold out."""
    return load(write_show(tmp_path))


@pytest.fixture
def shop(tmp_path: Path) -> ShowFiles:
    """A seller who pitches."""
    return load(write_show(tmp_path, seller=True))


def fates(show: Rehearsal) -> dict[str, str]:
    """The last fate of each message."""
    return {act.message_id: act.fate for act in show.acts if isinstance(act, Fate)}


def spoken(show: Rehearsal) -> list[str]:
    return [p.text for p in show.performed if p.passed and p.text]


async def test_a_price_question_is_answered_shown_and_pointed_at(night: ShowFiles) -> None:
    performed = await run_show(night, [chat("how much is the silk scarf?")])
    assert ShowProduct("SCARF") in performed
    assert PointToBuy("SCARF") in performed
    assert any(isinstance(c, Say) and "$199" in c.text for c in performed)


async def test_she_points_now_and_then_and_at_once_for_who_asks_where_to_buy(
    night: ShowFiles,
) -> None:
    def pointed(performed: list[Command]) -> int:
        return sum(isinstance(command, PointToBuy) for command in performed)

    price = chat("how much is the silk scarf?")
    again = replace(chat("how much is it again?", nick="Cy"), at_ms=16_000)
    order = chat("how do i buy the silk scarf?", nick="Di")
    assert pointed(await run_show(night, [price], seconds=20)) == 1
    assert pointed(await run_show(night, [price, again], seconds=20)) == 1
    assert pointed(await run_show(night, [price, order], seconds=20)) == 2


async def test_forty_viewers_who_ask_the_same_get_one_answer(night: ShowFiles) -> None:
    crowd = [
        chat("how much is the silk scarf?", nick=f"Viewer{n}", viewer=f"u{n}", id=f"q{n}")
        for n in range(40)
    ]
    show = Rehearsal(night, silent_programme=True)
    show.feed([(1_000 + 20 * n, message) for n, message in enumerate(crowd)])
    show.run_until(60_000)
    assert len(spoken(show)) == 1
    assert set(fates(show).values()) == {"answered"}
    assert len(fates(show)) == 40


@pytest.mark.parametrize("off", ["stop", "pause", "takeover"])
async def test_a_question_asked_again_while_nobody_spoke_is_answered_after(
    night: ShowFiles, off: str
) -> None:
    show = Rehearsal(night, silent_programme=True)
    show.feed([(1_000, chat("are you an AI?", nick="Ann", viewer="u1", id="q1"))])
    show.feed([(1_050, chat("how much is the silk scarf?", nick="Bo", viewer="u2", id="q2"))])
    show.run_until(1_500)  # the first is being answered, the second's answer is ready
    show.feed([(1_600, ModeratorAction(id="a1", action=off, by="mod"))])
    show.feed([(2_000, chat("how much is the silk scarf?", nick="Cy", viewer="u3", id="q3"))])
    on = "handback" if off == "takeover" else "resume"
    show.feed([(9_000, ModeratorAction(id="a2", action=on, by="mod"))])
    show.run_until(40_000)
    (price,) = (text for text in spoken(show) if "$199" in text)
    assert "Bo" in price
    assert "Cy" in price
    assert fates(show)["test/q2"] == fates(show)["test/q3"] == "answered"


async def test_after_a_filler_the_answer_is_said_however_many_ask_meanwhile(
    night: ShowFiles,
) -> None:
    state = Rehearsal(night, silent_programme=True).state
    first = chat("how much is the silk scarf?", nick="Ann", viewer="u1", id="q1")
    asks = [a for a in step(state, replace(first, at_ms=1_000)) if isinstance(a, Ask)]
    cause = asks[0].brief.question_id
    ready = AnswerReady(cause=cause, lang="en", responder="facts")
    filler = replace(ready, text="One moment, please.", filler=True, last=False, at_ms=4_000)
    (begun,) = (a for a in step(state, filler) if isinstance(a, Perform))
    ended = UtteranceFinished(cause=begun.cue.id, outcome="done", said="One moment, please.")
    step(state, replace(ended, at_ms=5_000))
    same = chat("how much is the scarf?", nick="Bo", viewer="u2", id="q2")
    step(state, replace(same, at_ms=5_100))
    acts = step(state, replace(ready, text="It is $199.", at_ms=9_000))
    assert [a.cue.say.text for a in acts if isinstance(a, Perform) and a.cue.say] == ["It is $199."]
    assert not any(isinstance(a, Ask) for a in acts)


async def test_one_viewer_cannot_crowd_out_the_others(night: ShowFiles) -> None:
    show = Rehearsal(night, silent_programme=True)
    texts = [
        "how much is the silk scarf?",
        "is the silk scarf in stock?",
        "do you ship to brazil?",
        "what is your return policy?",
        "how do i order?",
        "is the silk scarf washable?",
    ]
    greedy = [chat(text, nick="Greedy", viewer="u1", id=f"g{n}") for n, text in enumerate(texts)]
    show.feed([(500, ModeratorAction(id="a1", action="pause", by="mod"))])
    show.feed([(1_000, message) for message in greedy])
    show.feed([(1_000, chat("are you an AI?", nick="Shy", viewer="u2", id="s1"))])
    show.feed([(2_000, ModeratorAction(id="a2", action="resume", by="mod"))])
    show.run_until(90_000)
    assert [fates(show)[f"test/g{n}"] for n in range(6)] == ["ignored"] * 3 + ["answered"] * 3
    answered = [i for i, p in enumerate(show.performed) if "test/s1" in p.answers]
    assert answered[0] <= 2


async def test_what_nobody_answered_for_two_minutes_expires_with_a_reason(night: ShowFiles) -> None:
    show = Rehearsal(night, silent_programme=True)
    show.feed([(500, ModeratorAction(id="a1", action="pause", by="mod"))])
    show.feed([(1_000, chat("how much is the silk scarf?", id="q1"))])
    show.run_until(130_000)
    last = [a for a in show.acts if isinstance(a, Fate)][-1]
    assert (last.fate, last.reason) == ("expired", "waited longer than two minutes")


async def test_what_a_removed_viewer_asked_is_not_answered(night: ShowFiles) -> None:
    show = Rehearsal(night, silent_programme=True)
    banned = ViewerBanned(id="b1", source="test", viewer=AudienceMember("u1"))
    show.feed([(500, ModeratorAction(id="a1", action="pause", by="mod"))])
    show.feed([(1_000, chat("how much is the silk scarf?", viewer="u1", id="q1")), (1_100, banned)])
    show.feed([(2_000, ModeratorAction(id="a2", action="resume", by="mod"))])
    show.run_until(30_000)
    assert fates(show)["test/q1"] == "dropped"
    assert spoken(show) == []


async def test_sold_out_while_it_is_pitched_cuts_the_line_and_is_said_so(shop: ShowFiles) -> None:
    show = await rehearse(shop, [viewers(40)], seconds=6)
    while (onstage := show.state.memory.onstage) is None or onstage.sku != "SCARF":
        show.run_until(show.now_ms + 100)
    gone = ProductSignal(id="p1", source="gw", sku="SCARF", action="sold_out")
    before = len(show.performed)
    show.feed([(show.now_ms + 50, gone)])
    assert any(isinstance(a, Interrupt) for a in show.acts[-6:])
    show.run_until(show.now_ms + 20_000)
    after = show.performed[before:]
    assert any("sold out" in p.text for p in after)
    assert not any(isinstance(c, PointToBuy) for p in after for c in p.commands)


async def test_a_price_that_the_platform_shows_otherwise_is_held_back(night: ShowFiles) -> None:
    signal = ProductSignal(
        id="p1", source="gw", sku="SCARF", action="price", amount="149", currency="USD"
    )
    show = await rehearse(
        night, [signal, chat("how much is the silk scarf?")], programme=False, seconds=30
    )
    assert not any("199" in text or "149" in text for text in spoken(show))
    assert any(isinstance(a, Raise) and a.level == "urgent" for a in show.acts)


async def test_a_higher_stock_from_an_untrusted_feed_is_not_taken_over(night: ShowFiles) -> None:
    more = ProductSignal(id="p1", source="gw", sku="SCARF", action="stock", stock=500)
    show = await rehearse(night, [more], programme=False)
    assert show.state.catalog.by_sku["SCARF"].stock == 12
    less = ProductSignal(id="p2", source="gw", sku="SCARF", action="stock", stock=3)
    show.feed([(show.now_ms, less)])
    assert show.state.catalog.by_sku["SCARF"].stock == 3


async def test_a_moderator_interrupts_a_pitch_and_an_answer_waits_for_its_end(
    shop: ShowFiles,
) -> None:
    show = await rehearse(shop, [viewers(40)], seconds=12)
    while show.state.memory.onstage is None:
        show.run_until(show.now_ms + 100)
    at_ms = show.now_ms + 50
    show.acts.clear()
    show.feed([(at_ms, chat("how much is the silk scarf?", id="q9"))])
    assert not any(isinstance(a, Interrupt) for a in show.acts)
    say = ModeratorAction(id="a1", action="say", by="mod", text="Back in a minute.")
    show.feed([(at_ms + 50, say)])
    assert any(isinstance(a, Interrupt) for a in show.acts)


async def test_a_plugins_wish_comes_after_answers(night: ShowFiles) -> None:
    wish = Proposed(id="w1", plugin="x", commands=(Say("Thank you all.", "en"),), priority=1)
    show = Rehearsal(night, silent_programme=True)
    at_ms = 1_000
    events: list[tuple[int, Event]] = [
        (at_ms, ModeratorAction(id="a1", action="pause", by="mod")),
        (at_ms, wish),
        (at_ms, chat("how much is the silk scarf?", id="q1")),
        (at_ms + 1_000, ModeratorAction(id="a2", action="resume", by="mod")),
    ]
    show.feed(events)
    show.run_until(30_000)
    texts = spoken(show)
    assert "$199" in texts[0]
    assert texts[1] == "Thank you all."


async def test_somebody_with_it_in_the_cart_is_answered_first(night: ShowFiles) -> None:
    show = Rehearsal(night, silent_programme=True)
    show.feed(
        [
            (500, ModeratorAction(id="a1", action="pause", by="mod")),
            (
                600,
                CartAdded(id="c1", source="test", viewer=AudienceMember("buyer"), sku="SCARF"),
            ),
            (1_000, chat("is the silk scarf in stock?", viewer="other", id="q1")),
            (1_100, chat("how much is the silk scarf?", viewer="third", id="q2")),
            (1_200, chat("how do i order?", viewer="buyer", id="q3")),
            (2_000, ModeratorAction(id="a2", action="resume", by="mod")),
        ]
    )
    show.run_until(30_000)
    assert show.performed[0].answers == ("test/q3",)


async def test_who_asks_after_the_price_has_changed_hears_the_new_one(night: ShowFiles) -> None:
    show = Rehearsal(night, silent_programme=True)
    new_price = ModeratorAction(
        id="a1", action="product", by="owner", sku="SCARF", values=(("price:USD", "149"),)
    )
    show.feed(
        [
            (1_000, chat("how much is the silk scarf?", viewer="u1", id="q1")),
            (1_500, new_price),
            (1_600, chat("how much is the silk scarf?", viewer="u2", id="q2")),
        ]
    )
    show.run_until(30_000)
    assert "$149" in spoken(show)[-1]
    assert "test/q2" in show.performed[-1].answers


async def test_the_ai_is_disclosed_even_if_the_personas_own_words_are_blocked(
    tmp_path: Path,
) -> None:
    path = write_show(tmp_path, seller=True)
    (tmp_path / "host.yaml").write_text(
        "name: Lan\nkind: seller\nlanguages: [en]\ndisclosure: I am a real person.\n"
        "lines: {opening: {en: ['Everything is half price tonight!']}}\n",
        encoding="utf-8",
    )
    show = await rehearse(load(path), [viewers(40)], seconds=20)
    own = [p for p in show.performed if "half price" in p.text or "real person" in p.text]
    assert own
    assert not any(p.passed for p in own)
    assert "AI" in spoken(show)[0]


async def test_a_mute_ends_by_itself(night: ShowFiles) -> None:
    show = Rehearsal(night, silent_programme=True)
    show.feed([(1_000, ModeratorAction(id="a1", action="mute", by="mod", seconds=20))])
    show.feed([(2_000, chat("how much is the silk scarf?", id="q1"))])
    show.run_until(20_000)
    assert spoken(show) == []
    show.run_until(40_000)
    assert "$199" in spoken(show)[0]


async def test_the_programme_never_repeats_a_line_soon_and_pitches_only_what_is_left(
    shop: ShowFiles,
) -> None:
    show = await rehearse(shop, [viewers(40)], seconds=300)
    assert not any(c.sku == "BOWL" for p in show.performed for c in p.commands if hasattr(c, "sku"))
    assert sum(isinstance(c, PointToBuy) for p in show.performed for c in p.commands) >= 3
    assert any("AI" in p.text for p in show.performed[:2])


async def test_praise_in_several_languages_is_thanked_for_once_in_a_while(night: ShowFiles) -> None:
    show = Rehearsal(night, silent_programme=True)
    praise = ["i love your voice", "主播好漂亮", "vous êtes adorable", "so pretty tonight"]
    show.feed(
        [
            (1_000 + n, chat(text, nick=f"V{n}", viewer=f"u{n}", id=f"p{n}"))
            for n, text in enumerate(praise)
        ]
    )
    show.feed([(1_500, chat("how much is the silk scarf?", viewer="u9", id="q"))])
    show.run_until(60_000)
    assert fates(show)["test/q"] == "answered"
    assert len(spoken(show)) == 2, spoken(show)
