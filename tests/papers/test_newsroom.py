"""A presenter: each item with its source and day, new ones first, old ones never as new."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from paper_shows import NOON, add_item, asked, files_of, newsroom, on_virtual_time, said

from chatbot.config import builtin_dir
from chatbot.events import FilesLoaded, ItemsFetched
from chatbot.papers import NewsItem
from chatbot.phrases import built_in_phrases
from chatbot.restoring import make_reader, parse_texts
from chatbot.show.state import ShowState

LAMP = ("A new lamp", "2026-11-28 08:00", "It uses 40 watts. The old one used 400.")
FERRY = ("The ferry runs", "2026-11-27 17:00", "It leaves every 30 minutes. It costs 2 euros.")
OLD = ("An old bridge", "2026-11-20 09:00", "It has stood for 90 years.")


def news(show: object) -> list[str]:
    return [text for text in said(show) if "Lantern" in text]  # type: ignore[arg-type]


def test_items_are_read_newest_first_with_source_and_day(tmp_path: Path) -> None:
    show = on_virtual_time(newsroom(tmp_path, FERRY, LAMP), silent=False)
    show.run_until(60_000)
    lamp, ferry = news(show)[:2]
    assert "A new lamp. It uses 40 watts. The old one used 400." in lamp
    assert "the Lantern, today" in lamp
    assert "the Lantern, yesterday" in ferry


def test_an_old_item_is_not_read_as_news_but_answered_with_its_day(tmp_path: Path) -> None:
    show = on_virtual_time(newsroom(tmp_path, OLD), silent=False)
    show.run_until(120_000)
    assert news(show) == []
    answer = asked(show, "what about the old bridge?")
    assert "20 November" in answer.text
    assert "90 years" in answer.text


def test_an_item_of_tomorrow_waits(tmp_path: Path) -> None:
    path = newsroom(tmp_path, ("The fair opens", "2026-11-29 09:00", "It has 24 stalls."))
    show = on_virtual_time(path, silent=False)
    show.run_until(60_000)
    assert news(show) == []
    assert "24" not in asked(show, "when does the fair open?").text
    next_day = on_virtual_time(path, silent=False, wall=NOON + timedelta(days=1))
    next_day.run_until(60_000)
    assert "24 stalls" in news(next_day)[0]


def test_a_new_file_joins_and_comes_before_what_was_read(tmp_path: Path) -> None:
    path = newsroom(tmp_path, LAMP)
    show = on_virtual_time(path, silent=False)
    show.run_until(60_000)
    assert len(news(show)) == 1
    add_item(tmp_path, "The harbour is open", "2026-11-28 11:50", "Ships came in at 11:30.")
    fresh = files_of(path)
    show.feed([(show.now_ms, FilesLoaded(id="files", texts=fresh.texts, version=fresh.version))])
    show.run_until(show.now_ms + 40_000)
    assert "The harbour is open" in news(show)[1]


def test_what_a_feed_brings_joins_without_a_restart(tmp_path: Path) -> None:
    show = on_virtual_time(newsroom(tmp_path, LAMP), silent=False)
    show.run_until(30_000)
    item = NewsItem(
        id="x", title="Seeds to lend", text="There are 120 kinds.", source="the Lantern",
        lang="en", date=NOON,
    )  # fmt: skip
    show.feed([(show.now_ms, ItemsFetched(id="f-1", source="feed", items=(item,)))])
    show.run_until(show.now_ms + 40_000)
    assert any("120 kinds" in text for text in news(show))
    again = ShowState.from_snapshot(
        show.state.snapshot(), parse=parse_texts, phrases=built_in_phrases(), reader=make_reader
    )
    assert again.papers == show.state.papers
    assert again.memory == show.state.memory


def test_whoever_asks_hears_the_source_of_what_was_read_last(tmp_path: Path) -> None:
    show = on_virtual_time(newsroom(tmp_path, LAMP), silent=False)
    show.run_until(20_000)
    answer = asked(show, "what's your source?")
    assert "the Lantern" in answer.text
    assert answer.facts == ("item:A-new-lamp",)


def test_the_latest_on_something_comes_from_the_items_only(tmp_path: Path) -> None:
    show = on_virtual_time(newsroom(tmp_path, LAMP, FERRY))
    assert "30 minutes" in asked(show, "what is the latest on the ferry?").text
    unknown = asked(show, "what happened in the theatre?", nick="Bo")
    assert unknown.facts == ("none",)
    refused = asked(show, "should I buy a boat?", nick="Cy")
    assert refused.facts == ("none",)


def test_an_item_is_read_again_later_and_idle_lines_come_between(tmp_path: Path) -> None:
    show = on_virtual_time(newsroom(tmp_path, LAMP), silent=False)
    show.run_until(9 * 60_000)
    assert len(news(show)) == 2
    assert len(said(show)) > 4


def test_the_sample_newsroom_reads_all_its_items_in_their_languages() -> None:
    show = on_virtual_time(builtin_dir("shows") / "news" / "show.yaml", silent=False)
    show.run_until(4 * 60_000)
    heard = " ".join(said(show))
    assert [p.detail for p in show.performed if not p.passed] == []
    for words in ("Harbour Radio", "the Quillhaven Lantern", "la mairie de Quillhaven", "羽港广播"):
        assert words in heard
