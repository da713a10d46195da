"""The morning after, from a night's journal: what the page, the record and the tables tell."""

from __future__ import annotations

import csv
import io
import json
import re
import wave
from html import unescape
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from chatbot.catalog import Catalog
from chatbot.cli import app
from chatbot.engine.records import Record
from chatbot.errors import ConfigErrors
from chatbot.events import AudienceMember, OrderPlaced, SourceChanged
from chatbot.loading import load_show
from chatbot.performance import Speech
from chatbot.rehearsal import ask_rows
from chatbot.report.faq import as_yaml, open_questions
from chatbot.report.night import Night
from chatbot.report.page import page
from chatbot.report.reading import read_night
from chatbot.report.rows import Line, Product, Question
from tests.engine.rooms import acts, chat, live
from tests.onair import write_show
from tests.renderers.clock_loop import run

VIEWER = AudienceMember("v9", "Cy")


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short night: a price asked and answered, one not known, abuse, an order, an outage."""
    folder = tmp_path_factory.mktemp("night")
    files = load_show(write_show(folder, seller=True))
    script = [
        (5_000, chat("how much is the silk scarf?", id="m1", nick="<b>Ann</b>")),
        (20_000, chat("does the scarf glow in the dark?", id="m2", nick="Bo")),
        (30_000, SourceChanged(source="gateway", state="down", detail="closed by the other end")),
        (40_000, OrderPlaced(id="o1", source="gateway", viewer=VIEWER, sku="SCARF", quantity=2)),
        (45_000, SourceChanged(source="gateway", state="up")),
        (50_000, acts("say", text="Everything is 90% off!")),
        (60_000, acts("mark", text="odd")),
        (70_000, acts("pause")),
    ]
    life = run(live(files, script, guess=False))
    life.paper.records += [
        Record("cost", 21_000, '{"part":"model","name":"qwen","sent":4000,"written":1000}'),
        Record("cost", 61_000, '{"part":"voice","name":"tts-1","characters":2000}'),
    ]
    path: Path = life.paper.to_file(folder / "night.journal")
    return path


@pytest.fixture(scope="module")
def night(journal: Path) -> Night:
    return read_night(journal)


def test_questions_lines_orders_outages_and_people_are_counted(night: Night) -> None:
    asked = {question.text: question for question in night.questions.values()}
    price = asked["how much is the silk scarf?"]
    assert (price.fate, price.intent, price.sku, price.unknown) == (
        "answered",
        "price",
        "SCARF",
        False,
    )
    assert price.waited_ms is not None
    assert asked["does the scarf glow in the dark?"].unknown
    assert night.products["SCARF"].orders == 1
    assert night.products["SCARF"].pieces == 2
    assert [(o.part, o.until_ms) for o in night.outages] == [("gateway", 140_000)]
    assert [act.action for act in night.interventions.values()] == ["say", "mark", "pause"]
    answer = next(line for line in night.spoken if "how much" in " ".join(line.asked))
    assert "price:SCARF:USD" in answer.facts
    assert answer.verdict == "pass"
    assert answer.catalog
    assert sum(minute.chat for minute in night.minutes) == 2


def test_a_line_that_was_blocked_is_told_and_was_not_heard(night: Night) -> None:
    assert [line.text for line in night.blocked] == ["Everything is 90% off!"]
    assert not any("90%" in line.said for line in night.spoken)
    assert [line.approver for line in night.blocked] == ["mod"]


@pytest.mark.parametrize(
    ("why", "who"),
    [
        ("about usage, asked 2 times, from qwen, approved by lea; warm", "lea"),
        ("about price, from the facts, in the words of Mei", "Mei"),
        ("rundown:Opening, approved by Mei, 30 viewers: dozens pace", "Mei"),
        ("say by lea", "lea"),
        ("takes back u-7 for lea", "lea"),
        ("goodbye for Mei", "Mei"),
        ("about price, written by qwen at 127.0.0.1:1", ""),
        ("coupon: announce NIGHT", ""),
    ],
)
def test_who_approved_a_line(why: str, who: str) -> None:
    assert Line("u-1", 0, "", "en", why, (), ()).approver == who


def test_the_page_needs_nothing_else_and_shows_markup_as_text(night: Night) -> None:
    html = page(night)
    assert "&lt;b&gt;Ann&lt;/b&gt;" in html
    assert "<b>Ann" not in html
    assert "trainedAlgorithmicMedia" in html
    for outside in ("src=", 'href="http', "@import", "url(http"):
        assert outside not in html
    assert html.count("<svg") == 7
    marked = html[html.index("Moments marked on the console") :]
    row = marked[: marked.index("</table>")]
    said = re.search(r'mod<td>odd<td><a href="#([\w-]+)">', row)
    assert said, row
    assert f'<details id="{said[1]}">' in html
    for lang, heading in (("zh", "的一夜"), ("fr", "La nuit de")):
        assert heading in page(night, lang)


def test_what_the_shop_could_not_answer_is_an_entry_of_the_catalog(night: Night) -> None:
    html = page(night)
    start = html.index(">", html.index("<pre")) + 1
    drafted = yaml.safe_load(unescape(html[start : html.index("</pre>")]))
    entry = drafted["faq"][0]
    assert entry["q"] == {"en": "does the scarf glow in the dark?"}
    assert Catalog.model_validate({"products": [], **drafted}).faq[0].a == {"en": ""}


def test_what_stands_with_a_product_is_no_entry_and_what_was_on_screen_is_named() -> None:
    asked = [
        Question("1", 0, "Bo", "which colours are there?", "en", "size_colour", "SCARF"),
        Question("2", 1, "Bo", "does it glow?", "en", "usage", "SCARF"),
        Question("3", 2, "Bo", "does the scarf\u2028glow?\x07", "en", "usage", "SCARF", named=True),
    ]
    for question in asked:
        question.unknown = True
    night = Night(
        questions={question.id: question for question in asked},
        products={"SCARF": Product("SCARF", "Silk scarf")},
    )
    text = as_yaml(open_questions(night), ("en",), told=True)
    questions = [entry["q"]["en"] for entry in yaml.safe_load(text)["faq"]]
    assert questions == ["does it glow? (Silk scarf)", "does the scarf\u2028glow?\x07"]
    assert "#   SCARF, size_colour: which colours are there?" in text


def test_an_answer_that_a_person_writes_is_in_the_catalog_and_is_given(
    journal: Path, tmp_path: Path
) -> None:
    show = write_show(tmp_path, seller=True)
    drafts = tmp_path / "drafts.yaml"
    command = CliRunner()
    told = command.invoke(app, ["faq", "draft", str(journal), "-o", str(drafts)])
    assert "1 questions, asked 1 times" in told.output
    approve = ["faq", "approve", str(drafts), str(show), "--by", "Mei", "--yes"]
    assert "1 without question and answer" in command.invoke(app, approve).output
    text = drafts.read_text("utf-8")
    drafts.write_text(text.replace('en: ""', 'en: "It is only $5 today."'), encoding="utf-8")
    refused = command.invoke(app, approve)
    assert refused.exit_code == 1
    assert "the gate would not let it be said (wrong_price" in refused.output
    answer = "No, it does not glow in the dark."
    drafts.write_text(text.replace('en: ""', f'en: "{answer}"'), encoding="utf-8")
    before = (tmp_path / "catalog.yaml").read_text("utf-8")
    shown = command.invoke(app, [*approve[:-1], "--dry-run"])
    assert f"+      en: {answer}" in shown.output
    assert (tmp_path / "catalog.yaml").read_text("utf-8") == before
    assert command.invoke(app, approve).exit_code == 0
    after = (tmp_path / "catalog.yaml").read_text("utf-8")
    assert "approved by Mei" in after
    assert all(row in after for row in before.splitlines())
    (said,) = ask_rows(load_show(show), [{"id": "1", "text": "Does this scarf glow in the dark?"}])
    assert answer in said["answer"]
    assert "faq:asked-1" in said["facts"]
    assert "in the catalog already" in command.invoke(app, approve).output


@pytest.mark.parametrize(
    ("name", "text", "has"),
    [
        ("c.yaml", "products: []\nfaq: []\n", "faq:\n  - id: asked-1  # approved"),
        (
            "c.yaml",
            "faq:\n- id: asked-1\n  q: {en: x}\n  a: {en: y}\n# end\nproducts: []\n",
            "a: {en: y}\n- id: asked-2  # approved by Mei, ",
        ),
        ("c.json", '{"products": []}', '"id": "asked-1"'),
    ],
)
def test_the_rest_of_a_catalog_stays_as_it_was(
    tmp_path: Path, name: str, text: str, has: str
) -> None:
    show = write_show(tmp_path)
    (tmp_path / name).write_text(text, encoding="utf-8")
    show.write_text(show.read_text("utf-8").replace("catalog.yaml", name), encoding="utf-8")
    drafts = tmp_path / "drafts.yaml"
    entry = "faq:\n  - {id: asked-1, q: {en: do you wrap gifts?}, a: {en: We do.}}\n"
    drafts.write_text(entry, encoding="utf-8")
    told = CliRunner().invoke(app, ["faq", "approve", str(drafts), str(show), "-y", "--by", "Mei"])
    assert told.exit_code == 0, told.output
    after = (tmp_path / name).read_text("utf-8")
    assert has in after
    assert "# end" in after or "# end" not in text


def test_a_list_of_prices_has_no_place_for_answers(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    (tmp_path / "c.csv").write_text("name,price\nScarf,199\n", encoding="utf-8")
    show.write_text(show.read_text("utf-8").replace("catalog.yaml", "c.csv"), encoding="utf-8")
    drafts = tmp_path / "drafts.yaml"
    drafts.write_text("faq:\n  - {id: a, q: {en: wrap?}, a: {en: We do.}}\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["faq", "approve", str(drafts), str(show), "-y"])
    assert "make it a YAML file with `products:` and `faq:`" in str(told.exception)


def test_the_command_writes_the_page_and_tells_of_a_moment(journal: Path, tmp_path: Path) -> None:
    command = CliRunner()
    page_ = tmp_path / "r.html"
    told = command.invoke(app, ["report", str(journal), "-o", str(page_)])
    assert told.exit_code == 0
    assert "2 questions, 2 answered" in told.output
    assert page_.read_text("utf-8").startswith("<!doctype html>")
    late = command.invoke(app, ["journal", "show", str(journal), "--at", "25:00"])
    assert "not a time such as 02:14:07" in str(late.exception or late.output)


def test_without_prices_tokens_and_characters_are_told_and_that_prices_are_missing(
    journal: Path,
) -> None:
    night = read_night(journal)
    html = page(night)
    assert "<b>5,000</b><span>tokens</span>" in html
    assert "<b>2,000</b><span>characters bought</span>" in html
    assert "No price is known for qwen, tts-1" in html
    assert "Cost per order" in html
    assert night.cost is None
    assert (night.minutes[0].tokens, night.minutes[1].characters) == (5_000, 2_000)


def test_with_prices_an_order_has_a_cost_and_the_table_carries_it(
    journal: Path, tmp_path: Path
) -> None:
    show = write_show(tmp_path)
    prices = "costs: {currency: EUR, models: {qwen: {input: 1, output: 6}}, characters: 15}\n"
    show.write_text(show.read_text("utf-8") + prices, encoding="utf-8")
    page_, table = tmp_path / "r.html", tmp_path / "costs.csv"
    command = CliRunner()
    options = ["--prices", str(show)]
    told = command.invoke(app, ["report", str(journal), "-o", str(page_), *options])
    assert told.exit_code == 0, told.output
    html = page_.read_text("utf-8")
    assert "<b>EUR 0.04</b><span>cost of models and voices</span>" in html
    assert "<b>EUR 0.0400</b><span>Cost per order</span>" in html
    assert "No price" not in html
    export = ["journal", "export", str(journal), str(table), "--table", "costs", *options]
    assert command.invoke(app, export).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    assert [(r["name"], r["cost"], r["currency"]) for r in rows] == [
        ("qwen", "0.01", "EUR"),
        ("tts-1", "0.03", "EUR"),
    ]


def test_a_wrong_price_is_told_with_its_line(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    wrong = "costs: {currency: RMB, tokens: -1}\n"
    show.write_text(show.read_text("utf-8") + wrong, encoding="utf-8")
    with pytest.raises(ConfigErrors) as told:
        load_show(show)
    assert "unknown currency 'RMB'" in str(told.value)


def test_the_record_of_a_moment(journal: Path, night: Night) -> None:
    from chatbot.report.page import clock_of

    line = next(line for line in night.spoken if "price:SCARF:USD" in line.facts)
    at = clock_of(night)(line.at_ms + 100)
    told = CliRunner().invoke(app, ["journal", "show", str(journal), "--at", at])
    assert line.said in told.output
    assert "facts: price:SCARF:USD = 199" in told.output
    assert f"said at: {clock_of(night)(line.at_ms)} – " in told.output
    assert "approved by: nobody had to" in told.output
    assert "verdict: pass" in told.output
    assert f"catalog version: {line.catalog}" in told.output


def test_rows_for_other_programs(journal: Path, tmp_path: Path) -> None:
    command = CliRunner()
    assert (
        command.invoke(
            app, ["journal", "export", str(journal), str(tmp_path / "n.jsonl")]
        ).exit_code
        == 0
    )
    rows = [json.loads(line) for line in (tmp_path / "n.jsonl").read_text("utf-8").splitlines()]
    assert {row["table"] for row in rows} >= {"lines", "questions", "minutes", "products"}
    assert all("trained" in row["digital_source_type"] for row in rows if row["table"] == "lines")
    told = command.invoke(
        app, ["journal", "export", str(journal), str(tmp_path / "q.csv"), "--table", "questions"]
    )
    assert told.exit_code == 0
    table = csv.DictReader(io.StringIO((tmp_path / "q.csv").read_text("utf-8-sig")))
    assert next(row["text"] for row in table) == "how much is the silk scarf?"


def test_sound_says_that_a_machine_speaks() -> None:
    speech = Speech(text="a", spoken="a", lang="en", duration_ms=1, audio=bytes(48))
    data = speech.wav()
    assert b"ICMT" in data
    assert int.from_bytes(data[4:8], "little") == len(data) - 8
    with wave.open(io.BytesIO(data)) as read:
        assert read.readframes(99) == bytes(48)
