"""From names and prices to a rundown that passes the gate and does not repeat itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.files import parse, validate
from chatbot.loading import ShowFiles, load_show
from chatbot.rundown import Rundown
from chatbot.scripting.draft import Draft, draft
from chatbot.scripting.prompter import Prompter, state_for
from chatbot.scripting.repetition import Said, first_repeat, said_in, sentences
from chatbot.scripting.writing import rundown_text, was_edited
from chatbot.show.signed import value_of

NIGHT = Path(__file__).parents[2] / "shows" / "night" / "show.yaml"
WALL_MS = round(datetime(2026, 11, 28, 14, tzinfo=UTC).timestamp() * 1000)
GOODS = "name,price,stock\n羊毛围巾,129元,40\n陶瓷饭碗,39元,0\n竹编灯罩,88元,\n"


@pytest.fixture(scope="module")
def night() -> ShowFiles:
    return load_show(NIGHT, environment={}, rundown=False)


@pytest.fixture(scope="module")
def drafted(night: ShowFiles) -> Draft:
    return draft(night, WALL_MS)


def goods(folder: Path, **more: str) -> ShowFiles:
    (folder / "goods.csv").write_text(GOODS, encoding="utf-8")
    (folder / "show.yaml").write_text("persona: lan\ncatalog: goods.csv\n", encoding="utf-8")
    return load_show(folder / "show.yaml", environment={})


def test_three_hours_pass_without_a_repeated_sentence(night: ShowFiles, drafted: Draft) -> None:
    said = list(said_in(state_for(night, "zh", WALL_MS, drafted.rundown), 3))
    assert first_repeat(said) is None
    assert len(said) > 1000
    assert said[-1].at_ms > 2.99 * 3_600_000
    assert drafted.hours >= 3


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_in_the_other_languages_no_sentence_repeats_either(
    night: ShowFiles, drafted: Draft, lang: str
) -> None:
    said = said_in(state_for(night, lang, WALL_MS, drafted.rundown), 2.5)
    assert first_repeat(said) is None


def test_each_product_that_can_be_sold_has_a_segment_with_all_that_sells_it(
    night: ShowFiles, drafted: Draft
) -> None:
    segments = drafted.rundown.segments
    assert [segment.sku for segment in segments if segment.sku] == [
        product.sku for product in night.catalog.products if not product.sold_out
    ]
    assert [s.title for s in segments if s.sku is None] == ["Opening", "In between", "Closing"]
    for segment in segments:
        beats = {beat[0].beat for beat in segment.beats}
        if segment.sku:
            assert {"hook", "claim 1", "facts 1", "price", "doubt", "call", "next"} <= beats
            price = next(line for line in segment.lines if line.beat == "price")
            assert "{price_per}" in price.text["zh"]
            assert any("[buy]" in line.text["zh"] for line in segment.lines if line.beat == "call")


def test_every_line_names_facts_that_the_catalog_holds_and_passes_the_gate(
    night: ShowFiles, drafted: Draft
) -> None:
    prompter = Prompter(night, WALL_MS)
    for segment in drafted.rundown.segments:
        for line in segment.lines[::7]:
            assert line.facts is not None
            for fact in line.facts:
                assert value_of(fact, night.catalog, night.persona), fact
            for lang, text in line.text.items():
                assert not prompter.blocked(text, lang, segment.sku), text
        stating = [ln for ln in segment.lines if (ln.beat or "").startswith(("claim", "facts"))]
        kinds = ("claim:", "fact:")
        assert all(any(f.startswith(kinds) for f in line.facts or ()) for line in stating)


def test_the_file_reads_back_the_same_and_knows_whether_it_was_edited(
    night: ShowFiles, drafted: Draft
) -> None:
    text = rundown_text(drafted.rundown)
    assert validate(Rundown, parse(text, "rundown.yaml")) == drafted.rundown
    assert not was_edited(text)
    assert was_edited(text + "# mine\n")
    assert was_edited("segments: []\n")


def test_three_names_and_prices_are_enough_and_what_is_sold_out_is_left_out(
    tmp_path: Path,
) -> None:
    files = goods(tmp_path)
    made = draft(files, WALL_MS, hours=0.5)
    titles = [segment.title for segment in made.rundown.segments]
    assert titles == ["Opening", "羊毛围巾", "In between", "竹编灯罩", "Closing"]
    assert made.hours >= 0.5
    assert {lang for s in made.rundown.segments for ln in s.lines for lang in ln.text} == {
        *("zh", "en", "fr")
    }
    more = draft(files, WALL_MS, hours=1)
    assert sum(len(s.lines) for s in more.rundown.segments) > sum(
        len(s.lines) for s in made.rundown.segments
    )


def test_a_persona_is_drafted_for_in_its_languages_only(tmp_path: Path) -> None:
    files = goods(tmp_path)
    files = replace(files, persona=files.persona.model_copy(update={"languages": ("zh",)}))
    made = draft(files, WALL_MS, hours=0.2)
    assert {lang for s in made.rundown.segments for ln in s.lines for lang in ln.text} == {"zh"}


def test_a_claim_that_the_gate_blocks_is_left_out_and_told(tmp_path: Path) -> None:
    files = goods(tmp_path)
    claims = {"zh": ("全网最低价", "手工编织")}
    catalog = files.catalog.changed(files.catalog.products[0].sku, allowed_claims=claims)
    made = draft(replace(files, catalog=catalog), WALL_MS, hours=0.2)
    texts = [ln.text["zh"] for s in made.rundown.segments for ln in s.lines]
    assert any("手工编织" in text for text in texts)
    assert not any("最低价" in text for text in texts)
    assert {out.lang for out in made.left_out} == {"zh"}
    assert all("最低价" in out.text and out.reason for out in made.left_out)


def test_a_repetition_is_heard_whatever_its_signs() -> None:
    plan = [Said(0, "Look here. Soft wool!"), Said(5_000, "Sit down."), Said(9_000, "soft, wool…")]
    found = first_repeat(plan)
    assert found is not None
    assert (found.sentence, found.first_ms, found.again_ms) == ("soft wool", 0, 9_000)
    assert first_repeat(plan[:2]) is None
    assert sentences("¥19.80一袋。还有吗？") == ("19 80一袋", "还有吗")
