"""A room that sells nothing: regulars come back, jokes return, the chat votes on what is next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.commands import Say
from chatbot.config import builtin_dir
from chatbot.events import AudienceMember, Event, ViewerEntered
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Rehearsal, performed_texts
from chatbot.show.acts import Fate
from chatbot.show.state import ShowState
from chatbot.testing import chat, load, viewers

MIN = 60_000


@pytest.fixture
def owl() -> ShowFiles:
    """Milo, who sells nothing."""
    return load(builtin_dir("shows") / "owl" / "show.yaml")


def entered(nick: str) -> ViewerEntered:
    return ViewerEntered(id=f"in-{nick}", source="test", viewer=AudienceMember(nick, nick))


def said_after(show: Rehearsal, *events: Event, at_ms: int, for_s: int = 30) -> list[str]:
    """What the host says from these events on."""
    before = len(show.performed)
    show.feed((at_ms + 1_000 * n, event) for n, event in enumerate(events))
    show.run_until(at_ms + for_s * 1_000)
    return performed_texts(show.performed[before:])


def fates(show: Rehearsal) -> dict[str, str]:
    return {act.message_id: act.reason for act in show.acts if isinstance(act, Fate)}


def a_regular(show: Rehearsal, nick: str, *texts: str) -> None:
    said_after(show, *(chat(t, nick=nick) for t in texts), at_ms=10_000)


def test_a_regular_who_is_back_is_welcomed_by_name(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    a_regular(show, "Nora", "hello Milo", "I can hear the rain")
    said = said_after(show, entered("Nora"), at_ms=12 * MIN)
    lines = [
        line.replace("{viewer}", "Nora") for line in show.state.phrases.get("regular.back", "en")
    ]
    assert next(line for line in said if "Nora" in line) in lines


def test_who_asked_before_is_remembered_for_it_and_answered_in_their_language(
    owl: ShowFiles,
) -> None:
    show = Rehearsal(owl)
    a_regular(show, "小雨", "米洛你好呀", "猫头鹰晚上睡觉吗？")
    said = said_after(show, chat("晚上好，我又来啦", nick="小雨"), at_ms=12 * MIN)
    lines = [x.replace("{viewer}", "小雨") for x in show.state.phrases.get("regular.asked", "zh")]
    assert set(lines) & set(said)
    assert "welcomed back by name" in fates(show)["test/晚上好，我又来啦"]
    assert sum("小雨" in line for line in said) == 1, "the greeting is not answered a second time"


@pytest.mark.parametrize("texts", [(), ("hello Milo",)])
def test_who_was_hardly_here_is_no_regular(owl: ShowFiles, texts: tuple[str, ...]) -> None:
    show = Rehearsal(owl)
    a_regular(show, "Nora", *texts)
    assert not any("Nora" in line for line in said_after(show, entered("Nora"), at_ms=12 * MIN))


def test_a_regular_who_never_left_is_not_welcomed_back(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    a_regular(show, "Nora", "hello Milo", "I can hear the rain")
    assert not any(
        "Nora" in x for x in said_after(show, chat("still here", nick="Nora"), at_ms=3 * MIN)
    )


def test_in_a_crowd_nobody_is_singled_out(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    a_regular(show, "Nora", "hello Milo", "I can hear the rain")
    show.feed((60_000 + n * 10_000, replace(viewers(900), id=f"v{n}")) for n in range(40))
    assert not any("Nora" in line for line in said_after(show, entered("Nora"), at_ms=12 * MIN))


def test_of_a_regular_nothing_is_kept_that_they_wrote(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    a_regular(show, "Nora", "my sister Agatha lives in Ghent", "what do owls eat?")
    kept = show.state.memory.regulars["test/Nora"]
    assert (kept.messages, kept.questions) == (2, 1)
    assert "Agatha" not in repr(kept)
    assert "Nora" not in repr(kept)


def test_the_memory_of_regulars_is_bounded_and_the_latest_stay(owl: ShowFiles) -> None:
    show = Rehearsal(owl, silent_programme=True)
    show.feed((1_000 + n, chat("hm", nick=f"V{n}", id=str(n))) for n in range(2_100))
    regulars = show.state.memory.regulars
    assert len(regulars) == 2_000
    assert "test/V2099" in regulars
    assert "test/V0" not in regulars


def test_a_joke_returns_with_another_line_and_not_too_soon(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    coffee = owl.persona.gags[0].lines["en"]
    ask = [chat("I need a coffee", nick=f"V{n}", id=f"c{n}") for n in range(4)]
    assert coffee[0] in said_after(show, ask[0], at_ms=20_000)
    assert not set(coffee) & set(said_after(show, ask[1], at_ms=60_000))
    assert coffee[1] in said_after(show, ask[2], at_ms=10 * MIN)
    assert coffee[2] in said_after(show, ask[3], at_ms=19 * MIN)


def test_the_tenth_question_rings_the_bell(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    bell = owl.persona.gags[1].lines["en"][0]
    asked = [chat(f"what is your {word}?", nick=f"V{n}") for n, word in enumerate("abcdefghij")]
    assert bell not in said_after(show, *asked[:9], at_ms=10_000, for_s=60)
    assert bell in said_after(show, asked[9], at_ms=80_000)


def vote_opens(show: Rehearsal) -> list[str]:
    """Wait for the vote; the names of the choices."""
    show.run_until(4 * MIN + 20_000)
    ballot = show.state.memory.programme.ballot
    assert ballot.choices
    topics = [show.state.persona.topics[i] for i in ballot.choices]
    return [topic.name["en"] for topic in topics]  # type: ignore[union-attr, index]


def test_the_chat_votes_and_hears_of_what_won(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    names = vote_opens(show)
    opening = next(t for t in performed_texts(show.performed) if "1: " in t)
    assert all(name in opening for name in names)
    votes = [
        chat("2", nick="A"), chat("扣1", nick="B"), chat("vote 2", nick="C"), chat("222", nick="D"),
        chat("1", nick="A", id="changed"), chat("le 2", nick="E"), chat("2", nick="A", id="again"),
    ]  # fmt: skip
    said = said_after(show, *votes, at_ms=show.now_ms, for_s=120)
    assert fates(show)["test/扣1"] == f"a vote for 1, {names[0]}"
    assert not any(a.answers for a in show.performed), "a vote is no question"
    won = max(i for i, line in enumerate(said) if f"{names[1]} 4, {names[0]} 1" in line)
    topic = next(
        t for t in owl.persona.topics if not isinstance(t, str) and t.name["en"] == names[1]
    )  # type: ignore[index]
    assert tuple(said[won + 1 : won + 4]) == topic.lines["en"]
    assert any(f"{names[1]} 4" in line for line in said[:won]), "the count is told while it is open"


def test_a_choice_may_be_named_and_a_question_about_it_stays_a_question(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    names = vote_opens(show)
    show.feed([(show.now_ms + 100, chat(f"{names[2]}!", nick="A"))])
    asked = f"what do you know about {names[0]}?"
    show.feed([(show.now_ms + 200, chat(asked, nick="B"))])
    assert show.state.memory.votes == {"test/A": 2}


def test_a_tie_is_drawn_the_same_way_each_time(owl: ShowFiles) -> None:
    def winner(seed: int) -> int | None:
        show = Rehearsal(owl, seed=seed)
        vote_opens(show)
        said = said_after(
            show, chat("1", nick="A"), chat("3", nick="B"), at_ms=show.now_ms, for_s=70
        )
        assert any("1, " in line for line in said)
        ballot = show.state.memory.programme.ballot
        return ballot.told[-1]

    assert winner(5) == winner(5)
    show = Rehearsal(owl)
    vote_opens(show)
    show.run_until(7 * MIN)
    assert show.state.memory.programme.ballot.told, "without a vote the host chooses"


def test_outside_a_vote_a_number_is_no_vote(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    said_after(show, chat("1", nick="A"), at_ms=10_000)
    assert not show.state.memory.votes


def test_every_line_of_an_evening_passes_the_gate_in_three_languages(
    owl: ShowFiles, tmp_path: Path
) -> None:
    for lang in ("en", "fr", "zh"):
        files = _in(owl, lang, tmp_path / lang)
        show = Rehearsal(files)
        events: list[tuple[int, Event]] = []
        for minute in range(1, 90):
            text = {
                "en": "coffee, what is that?",
                "fr": "un café, c'est quoi ?",
                "zh": "咖啡是什么？",
            }[lang]
            events.append((minute * MIN, chat(text, nick="Nora", id=f"c{minute}")))
            events.append((minute * MIN + 9_000, chat("1", nick="Nora", id=f"v{minute}")))
        show.feed(events)
        assert not [(p.text, p.detail) for p in show.performed if not p.passed]
        assert {p.commands for p in show.performed}
        assert all(c.lang == lang for p in show.performed for c in p.commands if isinstance(c, Say))


def _in(owl: ShowFiles, lang: str, folder: Path) -> ShowFiles:
    folder.mkdir()
    for name, text in owl.texts:
        file = {"show": "show.yaml", "persona": "milo.yaml", "catalog": "nothing.yaml"}[name]
        text = text.replace("language: en", f"language: {lang}").replace(
            "persona: milo", "persona: ./milo.yaml"
        )
        (folder / file).write_text(text, encoding="utf-8")
    return load(folder / "show.yaml")


def test_a_restart_forgets_neither_votes_nor_regulars_nor_jokes(owl: ShowFiles) -> None:
    show = Rehearsal(owl)
    a_regular(show, "Nora", "hello Milo", "coffee would be nice")
    vote_opens(show)
    show.feed([(show.now_ms + 100, chat("2", nick="Nora", id="v"))])
    state = show.state
    again = ShowState.from_snapshot(
        state.snapshot(), parse=state._parse, phrases=state._phrases, reader=state._make_reader
    )
    assert again.memory == state.memory
    assert again.memory.votes == {"test/Nora": 1}
