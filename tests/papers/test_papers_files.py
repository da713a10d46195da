"""What is read beside the show: Markdown, text, PDF, items, feeds; and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import pdf
from paper_shows import desk, files_of, newsroom, write

from chatbot.checking import check_paths
from chatbot.errors import ConfigError, ConfigErrors
from chatbot.files.feed import read_feed
from chatbot.loading import load_show_texts

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Lantern</title>
<language>en-gb</language>
<item><title>Lamp &amp; light</title><guid>a</guid><pubDate>Fri, 27 Nov 2026 08:00:00 GMT</pubDate>
<description>&lt;p&gt;It uses &lt;b&gt;40&lt;/b&gt; watts.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;
See https://example.org/x</description></item>
<item><title>No date</title><guid>b</guid></item><item><description>no title</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<title>Le Phare</title><entry><id>1</id><title>Une lampe</title>
<updated>2026-11-27T08:00:00Z</updated><content type="html">Elle consomme 40 watts.</content>
</entry></feed>"""


def problems(path: Path) -> str:
    with pytest.raises(ConfigErrors) as wrong:
        files_of(path)
    return str(wrong.value)


def test_markdown_is_cut_at_paragraphs_items_and_rows(tmp_path: Path) -> None:
    text = (
        "# Our sheet\n\n<!-- not said -->\nA **first** [word](http://x.y).\nIt goes on.\n\n"
        "## Fees\n\n- One.\n- Two.\n\n| What | Price |\n| --- | --- |\n| A card | 12 € |\n"
    )
    passages = files_of(desk(tmp_path, text)).papers.passages
    assert [(p.heading, p.text) for p in passages] == [
        ("", "A first word. It goes on."),
        ("Fees", "One."),
        ("Fees", "Two."),
        ("Fees", "A card: 12 €"),
    ]
    assert {p.source for p in passages} == {"Our sheet"}


def test_a_pdf_keeps_its_pages_and_joins_what_the_margin_cut(tmp_path: Path) -> None:
    path = write(tmp_path, persona="paige", papers="documents: [{file: fees.pdf, name: the sheet}]")
    cut = ["A tool that was broken is not charged for when", "you say so."]
    (tmp_path / "fees.pdf").write_bytes(pdf([["Fees", "A card costs 12 euros."], cut]))
    passages = files_of(path).papers.passages
    assert [(p.page, p.heading, p.text, p.source) for p in passages] == [
        (1, "Fees", "A card costs 12 euros.", "the sheet"),
        (2, "", "A tool that was broken is not charged for when you say so.", "the sheet"),
    ]


def test_the_language_is_in_the_name_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, persona="paige", papers="documents: sheets")
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "fees.fr.md").write_text("La carte coûte 12 €.", encoding="utf-8")
    (tmp_path / "sheets" / "fees.txt").write_text("A card costs 12 euros.", encoding="utf-8")
    passages = files_of(path).papers.passages
    assert {(p.lang, p.source) for p in passages} == {("fr", "fees"), ("en", "fees")}


def test_the_journals_texts_give_the_same_papers_without_the_disk(tmp_path: Path) -> None:
    for path in (desk(tmp_path / "a"), newsroom(tmp_path / "b", ("X", "2026-11-28", "It is 5."))):
        files = files_of(path)
        for file in path.parent.rglob("*.*"):
            file.unlink()
        assert load_show_texts(files.texts).papers == files.papers
        assert files.papers


@pytest.mark.parametrize(
    ("papers", "persona", "said"),
    [
        ("documents: [fee.md]", "paige", "show.yaml:5: there is no file or folder 'fee.md'"),
        ("documents: [x.docx]", "paige", "save it as .md, .markdown, .txt, .pdf"),
        ("documents: [fees.md]", "nova", "needs a persona of kind clerk; 'nova' is a presenter"),
        ("items: none", "nova", "show.yaml:5: there is no folder 'none' beside the show"),
        ("items: {}", "nova", "name one place"),
        ("items: {feed: 'ftp://x.y/z'}", "nova", "it starts with https://"),
        ("items: {feed: 'https://a:b@x.y/z'}", "nova", "asks for a password"),
        ("items: {feed: none.xml}", "nova", "'none.xml' cannot be read"),
        ("seed: 8", "nova", "a presenter needs news"),
        ("documents: [fees.md]\nresponder: [{type: transformers}, facts]", "paige", "leave out"),
    ],
)
def test_what_does_not_fit_names_file_line_and_remedy(
    tmp_path: Path, papers: str, persona: str, said: str
) -> None:
    path = write(tmp_path, persona=persona, papers=papers)
    path.write_text(path.read_text("utf-8").replace("seed: 7\n", ""), encoding="utf-8")
    (tmp_path / "fees.md").write_text("A card costs 12 euros.", encoding="utf-8")
    (tmp_path / "x.docx").write_bytes(b"PK")
    assert said in problems(path)


def test_goods_and_documents_do_not_go_together(tmp_path: Path) -> None:
    path = desk(tmp_path)
    (tmp_path / "nothing.yaml").write_text("- {name: Tea, price: 9}\n", encoding="utf-8")
    assert "nothing is sold" in problems(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no head", "lamp.md:1: begin with a head"),
        ("---\ntitle: A\nsource: B\ndate: soon\n---\nC", "lamp.md:4: date: 'soon' is no date"),
        ("---\ntitle: A\ndate: 2026-11-28\n---\nC", "name the 'source'"),
        ("---\ntitel: A\nsource: B\ndate: 2026-11-28\n---\nC", "lamp.md:2: unknown key 'titel'"),
    ],
)
def test_a_wrong_item_is_named_by_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    path = newsroom(tmp_path)
    (tmp_path / "news" / "lamp.md").write_text(text, encoding="utf-8")
    assert said in problems(path)
    assert any(said.split(": ")[-1][:12] in str(p) for p in check_paths([path], environment={}))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.4 nonsense", "cannot be read"),
        (pdf([[""]]), "no text"),
    ],
)
def test_a_pdf_that_says_nothing_is_an_error_with_a_remedy(
    tmp_path: Path, raw: bytes, said: str
) -> None:
    path = write(tmp_path, persona="paige", papers="documents: fees.pdf")
    (tmp_path / "fees.pdf").write_bytes(raw)
    found = problems(path)
    assert "fees.pdf" in found
    assert said in found
    assert "as .md" in found


def test_rss_and_atom_become_plain_items() -> None:
    lamp, undated = read_feed(RSS.encode(), source="", lang="zh", shown="feed")
    assert (lamp.title, lamp.text) == ("Lamp & light", "It uses 40 watts. See")
    assert (lamp.source, lamp.lang) == ("The Lantern", "en")
    assert lamp.date is not None
    assert lamp.date.isoformat() == "2026-11-27T08:00:00+00:00"
    assert undated.date is None
    (item,) = read_feed(ATOM.encode(), source="the lighthouse", lang="en", shown="feed")
    assert (item.title, item.text, item.source, item.lang) == (
        "Une lampe", "Elle consomme 40 watts.", "the lighthouse", "fr",
    )  # fmt: skip


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss>&b;</rss>'
)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (BOMB.encode(), "entities of its own"),
        (BOMB.encode("utf-16"), "entities of its own"),
        (b"<html><body>hello</body></html>", "no RSS or Atom feed"),
        (b"\x00\xff" * 200, "no RSS or Atom feed"),
        (b"", "no RSS or Atom feed"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MiB"),
    ],
    ids=["bomb", "bomb-16", "page", "noise", "empty", "huge"],
)
def test_what_is_no_feed_is_refused(raw: bytes, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read_feed(raw, source="x", lang="en", shown="feed")


def test_a_feeds_file_beside_the_show_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, persona="nova", papers="items: news.xml")
    (tmp_path / "news.xml").write_text(RSS, encoding="utf-8")
    assert [item.title for item in files_of(path).papers.items] == ["Lamp & light", "No date"]


def test_an_item_in_yaml_is_one_too_and_a_language_nobody_speaks_is_doubted(tmp_path: Path) -> None:
    path = newsroom(tmp_path)
    text = "title: Une lampe\nsource: le Phare\ndate: 2026-11-28\nlanguage: fr\ntext: Neuve.\n"
    (tmp_path / "news" / "lamp.yaml").write_text(text, encoding="utf-8")
    assert [item.text for item in files_of(path).papers.items] == ["Neuve."]
    assert check_paths([tmp_path], environment={}) == []
    (tmp_path / "host.yaml").write_text("name: Ivy\nkind: presenter\nlanguages: [en]\n", "utf-8")
    show = path.read_text("utf-8").replace("persona: nova", "persona: ./host.yaml")
    path.write_text(show, encoding="utf-8")
    (doubt,) = (p for p in check_paths([path], environment={}) if p.level == "warning")
    assert "fr in 'items' is never read" in str(doubt)
