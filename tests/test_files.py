"""What people write is read safely, and every error names file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.catalog import Catalog
from chatbot.errors import ConfigError
from chatbot.files import MAX_BYTES, parse, read, read_text

UNREADABLE = {
    "empty": ("a.yaml", "\n \n", "a.yaml: the file is empty"),
    "comments": ("a.yaml", "# nothing yet\n", "a.yaml: the file is empty"),
    "alias": (
        "a.yaml",
        "a: &x [1]\nb: *x\n",
        "a.yaml:1: anchors and aliases (& and *) are not read: write the value out, "
        "or put a text that starts with & or * in quotes",
    ),
    "bomb": (
        "a.yaml",
        "ok: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "a.yaml:2: anchors and aliases (& and *) are not read: write the value out, "
        "or put a text that starts with & or * in quotes",
    ),
    "tag": (
        "a.yaml",
        "a: 1\nb: !!python/object/apply:os.system [ls]\n",
        "a.yaml:2: tags such as '!!python/object/apply:os.system' are not read: "
        "write the plain value",
    ),
    "deep": (
        "a.yaml",
        "a:\n  " + "[" * 25 + "]" * 25,
        "a.yaml:2: more than 20 levels deep: write it flatter",
    ),
    "deep json": ("a.json", "[" * 5000, "a.json:1: more than 20 levels deep: write it flatter"),
    "twice": (
        "a.yaml",
        "a: 1\nb: 2\na: 3\n",
        "a.yaml:3: the key 'a' is already on line 1: keep one of them",
    ),
    "tab": ("a.yaml", "a:\n\tb: 1\n", "a.yaml:2: a tab in the indentation: indent with spaces"),
    "two documents": (
        "a.yaml",
        "a: 1\n---\nb: 2\n",
        "a.yaml:2: a second document starts here: keep one, without '---' in between",
    ),
    "colon": (
        "a.yaml",
        "a: 1\nb: one: two\n",
        "a.yaml:2: a second ':' on this line, or a wrong indent: put quotes around the text",
    ),
    "quote": ("a.yaml", "a: 1\nb: 'x\n", "a.yaml:2: a quote is opened and not closed"),
    "bracket": (
        "a.yaml",
        "a: 1\nb: [1, 2\n",
        "a.yaml:2: a bracket or brace is not closed, or a comma is missing",
    ),
    "control": ("a.yaml", "a: 1\nb: \x07\n", "a.yaml:2: a control character (U+0007): delete it"),
    "control after emoji": (
        "a.yaml",
        "a: 😀\nb: \x07",
        "a.yaml:2: a control character (U+0007): delete it",
    ),
    "half a character": (
        "a.json",
        '["\\ud800"]',
        "a.json:1: half a character (\\ud800 to \\udfff stand in pairs)",
    ),
    "many values": (
        "a.yaml",
        "".join(f"k{n}: 1\n" for n in range(50_500)),
        "a.yaml:50000: more than 50000 values: split it",
    ),
    "brace key": (
        "a.yaml",
        "a: 1\n{price} now: 2\n",
        "a.yaml:2: a key must be a plain text; a value with braces or brackets, such as a slot, "
        "needs quotes around it",
    ),
    "nan": (
        "a.json",
        '{"a": 1,\n"b": NaN}',
        "a.json:2: NaN is not a number that means anything here",
    ),
    "infinity": (
        "a.yaml",
        "a: .inf\n",
        "a.yaml:1: .inf is not a number that means anything here",
    ),
    "large": ("a.json", '{"a":\n1e999}', "a.json:2: this number is too large"),
    "digits": (
        "a.json",
        '{"a": ' + "9" * 9000 + "}",
        "a.json:1: a number with this many digits cannot be meant",
    ),
    "json twice": (
        "a.json",
        '{"a": 1,\n"a": 2}',
        "a.json:2: the key 'a' is already on line 1: keep one of them",
    ),
    "json comma": ("a.json", '{"a": 1,\n}', "a.json:2: a ',' too many before '}'"),
    "json quote": ("a.json", '{\n"a": "x', "a.json:2: a quote is opened and not closed"),
    "json end": (
        "a.json",
        '{"a": [1',
        "a.json:1: the file ends too early: a bracket, brace or quote is not closed",
    ),
    "json rest": ("a.json", "{}\nx", "a.json:2: something follows the end of the data: delete it"),
    "json escape": ("a.json", '["\\q"]', None),
    "suffix": (
        "a.toml",
        "a = 1",
        "a.toml: the ending '.toml' is not known: use .yaml, .yml, .json, .csv",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_refused_where_it_stands(case: str) -> None:
    path, text, message = UNREADABLE[case]
    with pytest.raises(ConfigError) as caught:
        parse(text, path)
    if message:
        assert str(caught.value) == message
    assert "/" not in str(caught.value.path)


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: " + "x" * MAX_BYTES, encoding="utf-8")
    with pytest.raises(ConfigError, match="larger than 1024 KiB: split it"):
        read(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\xff\xfea\x00", "a.csv:1: saved as UTF-16: save it as UTF-8"),
        (
            "a,1\n茶,2".encode("gbk"),
            "a.csv:2: not UTF-8: save it with the encoding UTF-8 (in Excel: 'CSV UTF-8')",
        ),
        (b"a,1\nb\0,2", "a.csv:2: a zero byte: this is not a text file"),
    ],
)
def test_encodings_are_named_with_their_remedy(tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / "a.csv").write_bytes(raw)
    with pytest.raises(ConfigError) as caught:
        read(tmp_path / "a.csv", shown="a.csv")
    assert str(caught.value) == message


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file"):
        read_text(tmp_path / "none.yaml")
    with pytest.raises(ConfigError):
        read_text(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfname: x\r\nabout: y\r\n")
    document = read(tmp_path / "a.yaml")
    assert document.data == {"name": "x", "about": "y"}
    assert document.line(("about",)) == 2


def test_yaml_reads_what_authors_mean() -> None:
    document = parse(
        "a: no\nb: 12:30\nc: 2026-12-31\nd: 007\ne: 1.50\nf: '5'\n"
        "g: ~\nh: true\n38: x\ni: on\nj: -3\n",
        "a.yaml",
    )
    assert document.data == {
        **{"a": "no", "b": "12:30", "c": "2026-12-31", "d": "007", "e": 1.5, "f": "5"},
        **{"g": None, "h": True, "38": "x", "i": "on", "j": -3},
    }


def test_json_and_yaml_agree_on_data_and_lines() -> None:
    text = '{\n"a": [1, -2.5e1, true, null],\n"b": {"c": "\\u6d4b\\ud83d\\ude00"}\n}'
    document = parse(text, "a.json")
    assert document.data == {"a": [1, -25.0, True, None], "b": {"c": "测😀"}}
    assert [document.line(at) for at in [("a",), ("a", 2), ("b", "c"), ("nothing",)]] == [
        2,
        2,
        3,
        1,
    ]


def test_models_built_in_code_tell_the_same_mistakes_without_lines() -> None:
    with pytest.raises(ValueError, match=r"sku 'A' is already used \(products\.0\.sku\)"):
        Catalog.model_validate({"products": [{"sku": "A", "name": "a"}, {"sku": "A", "name": "b"}]})
