"""Two hosts: they take turns, ask and answer each other, and both say what they are."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from chatbot.commands import PointToBuy, Say
from chatbot.config import builtin_dir
from chatbot.errors import ConfigErrors
from chatbot.events import Event, ModeratorAction, UtteranceFinished
from chatbot.loading import ShowFiles
from chatbot.performing import hosts_of, voice_request
from chatbot.rehearsal import Rehearsal
from chatbot.show import core
from chatbot.show.acts import Perform
from chatbot.show.programme import DISCLOSES
from chatbot.show.state import ShowState
from chatbot.testing import chat, load, viewers
from tests.onair import write_show

MIN = 60_000
LAN, YUE = "host", "cohost"


@pytest.fixture
def duo() -> ShowFiles:
    """Lan and Yue sell together."""
    return load(builtin_dir("shows") / "duo" / "show.yaml")


def lines(show: Rehearsal) -> list[Say]:
    return [c for p in show.performed if p.passed for c in p.commands if isinstance(c, Say)]


def cues(show: Rehearsal) -> list[Perform]:
    return [act for act in show.acts if isinstance(act, Perform) and act.cue.say]


def in_language(duo: ShowFiles, lang: str, folder: Path) -> ShowFiles:
    folder.mkdir()
    files = {"show": "show.yaml", "persona": "lan.yaml", "cohost": "yue.yaml"}
    for kind, text in duo.texts:
        text = text.replace("language: zh", f"language: {lang}")
        (folder / files.get(kind, "catalog.yaml")).write_text(text, encoding="utf-8")
    return load(folder / "show.yaml")


def test_both_say_at_once_that_they_are_ai_and_again_each_time(duo: ShowFiles) -> None:
    show = Rehearsal(duo)
    show.run_until(40 * MIN)
    first, second = lines(show)[:2]
    assert (first.speaker, second.speaker) == (LAN, YUE)
    assert "小岚" in first.text
    assert "小月" in second.text
    told = [act.cue for act in cues(show) if act.cue.reason.startswith("disclosure")]
    assert len(told) >= 4, "every quarter of an hour, both"
    for one, other in zip(told[::2], told[1::2], strict=True):
        assert one.say
        assert other.say
        assert {one.say.speaker, other.say.speaker} == {LAN, YUE}
        assert int(other.id[2:]) == int(one.id[2:]) + 1, "one right after the other"


def test_in_the_programme_nobody_speaks_twice_running(duo: ShowFiles) -> None:
    show = Rehearsal(duo)
    show.run_until(30 * MIN)
    assert len(lines(show)) > 150
    assert all(a.speaker != b.speaker for a, b in pairwise(lines(show)))


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
def test_a_question_and_its_answer_come_as_a_pair_and_pass_the_gate(
    duo: ShowFiles, lang: str, tmp_path: Path
) -> None:
    show = Rehearsal(in_language(duo, lang, tmp_path / lang))
    show.run_until(60 * MIN)
    assert not [(p.text, p.detail) for p in show.performed if not p.passed]
    performed = cues(show)
    halves = [(a, b) for a, b in pairwise(performed) if a.programme and a.programme.reply]
    assert {a.cue.reason.split(",")[0] for a, _ in halves} == {"duo.claim", "duo.price", "duo.idle"}
    for asked, replied in halves:
        assert asked.programme
        assert asked.programme.reply
        assert asked.cue.say
        assert replied.cue.say
        assert replied.cue.say.text == asked.programme.reply.text
        assert replied.cue.say.speaker != asked.cue.say.speaker


def test_a_price_told_by_the_other_is_pointed_at_on_its_word(duo: ShowFiles) -> None:
    show = Rehearsal(duo)
    show.run_until(60 * MIN)
    told = [act.cue for act in cues(show) if act.cue.reason.startswith("duo.price")]
    replies = [cue for cue in told if cue.say and cue.say.marks]
    assert replies
    assert all(cue.facts == (f"price:{cue.sku}:CNY",) for cue in replies)
    assert any(isinstance(c, PointToBuy) for cue in replies for c in cue.commands)


def test_both_state_what_one_alone_would_have_stated(duo: ShowFiles) -> None:
    show = Rehearsal(duo)
    show.run_until(20 * MIN)
    text = " ".join(say.text for say in lines(show))
    for product in duo.catalog.products:
        assert all(claim in text for claim in product.allowed_claims["zh"])


def answers(duo: ShowFiles, *asked: Event) -> list[Say]:
    show = Rehearsal(duo, silent_programme=True)
    for event in asked:
        show.feed([(show.now_ms + 1_000, event)])
        show.run_until(show.now_ms + 40_000)
    return lines(show)


def test_whoever_is_called_by_name_answers(duo: ShowFiles) -> None:
    said = answers(
        duo,
        chat("小月，核桃多少钱？", nick="A"),
        chat("小月，汤锅多少钱？", nick="B"),
        chat("Lan, how much are the walnuts?", nick="C"),
    )
    assert [say.speaker for say in said] == [YUE, YUE, LAN]


def test_else_they_answer_by_turns(duo: ShowFiles) -> None:
    texts = ("核桃多少钱", "汤锅多少钱", "核桃还有货吗", "汤锅还有货吗")
    said = answers(duo, *(chat(text, nick=f"V{n}") for n, text in enumerate(texts)))
    assert [say.speaker for say in said] == [LAN, YUE, LAN, YUE]


def test_who_is_asked_whether_she_is_real_answers_for_herself(duo: ShowFiles) -> None:
    said = answers(duo, chat("小月，你是真人吗？", nick="A"))
    assert said[0].speaker == YUE
    assert "小岚" not in said[0].text
    assert DISCLOSES.search(said[0].text)


def test_a_reply_waits_for_no_viewer_and_is_dropped_with_its_question(duo: ShowFiles) -> None:
    show = Rehearsal(duo)
    while show.state.memory.programme.reply is None:
        show.run_until(show.now_ms + 500)
    reply = show.state.memory.programme.reply
    show.feed([(show.now_ms + 100, chat("汤锅多少钱", nick="A"))])
    before = len(cues(show))
    show.run_until(show.now_ms + 15_000)
    assert next(act.cue.say.text for act in cues(show)[before:] if act.cue.say) == reply.text

    while show.state.memory.programme.reply is None or show.state.memory.onstage is None:
        show.run_until(show.now_ms + 500)
    lost = show.state.memory.programme.reply
    core.step(
        show.state,
        UtteranceFinished(
            cause=show.state.memory.onstage.utterance, outcome="interrupted", at_ms=show.now_ms
        ),
    )
    assert show.state.memory.programme.reply != lost


def test_after_a_hand_over_both_are_back(duo: ShowFiles) -> None:
    show = Rehearsal(duo)
    show.run_until(MIN)
    takeover = ModeratorAction(id="t", action="takeover", by="owner")
    back = ModeratorAction(id="h", action="handback", by="owner")
    show.feed([(show.now_ms + 100, takeover)])
    show.run_until(3 * MIN)
    before = len(lines(show))
    show.feed([(show.now_ms + 100, back)])
    show.run_until(show.now_ms + 20_000)
    first, second = lines(show)[before : before + 2]
    assert (first.speaker, second.speaker) == (LAN, YUE)
    assert DISCLOSES.search(first.text)
    assert DISCLOSES.search(second.text)


def test_a_moderators_words_are_the_hosts(duo: ShowFiles) -> None:
    show = Rehearsal(duo, silent_programme=True)
    say = ModeratorAction(id="s", action="say", by="mod", text="大家好，慢慢看。")
    show.feed([(1_000, say)])
    show.run_until(5_000)
    assert [line.speaker for line in lines(show)] == [LAN]


def test_each_has_a_voice_and_a_name_of_her_own(duo: ShowFiles) -> None:
    show = Rehearsal(duo)
    show.run_until(MIN)
    voices = {
        act.cue.say.speaker: voice_request(show.state, act.cue, act.cue.say).voice
        for act in cues(show)
        if act.cue.say
    }
    assert voices == {LAN: "zf_xiaoxiao", YUE: "zf_xiaoyi"}
    both = [{"speaker": "host", "name": "小岚"}, {"speaker": "cohost", "name": "小月"}]
    assert hosts_of(duo) == both


def test_in_every_room_they_banter(duo: ShowFiles) -> None:
    show = Rehearsal(duo)
    show.feed((n * 5_000, viewers(9_000 + n)) for n in range(120))
    assert any(act.cue.reason.startswith("duo.idle") for act in cues(show)[-60:])


def test_one_host_alone_has_no_speaker_and_no_pairs(tmp_path: Path) -> None:
    files = load(write_show(tmp_path, seller=True))
    show = Rehearsal(files)
    show.run_until(10 * MIN)
    assert {say.speaker for say in lines(show)} == {""}
    assert not any(act.cue.reason.startswith("duo") for act in cues(show))
    assert hosts_of(files) == []


def test_a_restart_takes_up_the_turn(duo: ShowFiles) -> None:
    show = Rehearsal(duo)
    while show.state.memory.programme.reply is None:
        show.run_until(show.now_ms + 500)
    state = show.state
    again = ShowState.from_snapshot(
        state.snapshot(), parse=state._parse, phrases=state._phrases, reader=state._make_reader
    )
    assert again.memory == state.memory
    assert again.cohost == duo.cohost


@pytest.mark.parametrize(
    ("cohost", "told"),
    [
        ("yuu", "unknown persona 'yuu' (did you mean 'yue'?)"),
        ("lan", "both hosts are called 'Lan'"),
        ("milo", "a seller and a character cannot host together"),
    ],
)
def test_two_hosts_that_do_not_go_together_are_told_with_their_line(
    cohost: str, told: str, tmp_path: Path
) -> None:
    show = write_show(tmp_path, seller=True)
    text = show.read_text(encoding="utf-8").replace("persona: ./host.yaml", "persona: lan")
    show.write_text(f"{text}cohost: {cohost}\n", encoding="utf-8")
    with pytest.raises(ConfigErrors) as wrong:
        load(show)
    assert told in str(wrong.value)
    assert "show.yaml:8" in str(wrong.value)
