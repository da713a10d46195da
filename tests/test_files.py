"""What people write is read safely, and every error names file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.catalog import Catalog
from chatbot.config import AdapterConfig, Show
from chatbot.errors import ConfigError, ConfigErrors
from chatbot.files import MAX_BYTES, parse, read, read_text, validate
from chatbot.persona import Persona
from chatbot.rundown import Rundown


def first_line_of(error: Exception) -> str:
    return str(error).splitlines()[0]


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
    with pytest.raises(ConfigError, match="larger than 256 KiB: split it"):
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


OK = "persona: lan\ncatalog: c.csv\n"
WRONG_SHOWS = {
    "langage: zh": "show.yaml:3: unknown key 'langage' (did you mean 'language'?)",
    "language: cn": "show.yaml:3: unknown language 'cn' (did you mean 'zh'?)",
    "hours: '00:00-08:00'": "show.yaml:3: unknown key 'hours'",
    "adapters:\n  - {type: twitch, room: r1, url: 'ws://h'}": (
        "show.yaml:4: unknown type 'twitch' (known: gateway)"
    ),
    "adapters:\n  - {type: gateway, room: r1}": (
        "show.yaml:4: a gateway client needs 'url', such as ws://127.0.0.1:8770"
    ),
    "adapters:\n  - type: gateway\n    room: r1\n    url: http://h": (
        "show.yaml:6: url: 'http://h' is not a WebSocket address: it starts with ws:// or wss://"
    ),
    "adapters: gateway": "show.yaml:3: adapters: should be a list, not 'gateway'",
    "speech: {engine: kokro}": "show.yaml:3: unknown engine 'kokro' (did you mean 'kokoro'?)",
    "responder: [openai, facts]": "show.yaml:3: unknown responder 'openai' (known: facts)",
    "timezone: Asia/Shangai": (
        "show.yaml:3: unknown time zone 'Asia/Shangai' (did you mean 'Asia/Shanghai'?): "
        "write one such as Asia/Shanghai"
    ),
    "web: {port: 99999}": "show.yaml:3: web.port: must be 65535 or less",
    "web: {port: yes}": "show.yaml:3: web.port: should be a whole number, not 'yes'",
    "plugins: [greeter, {nam: x}]": "show.yaml:3: unknown key 'nam' (did you mean 'name'?)",
    "say_as:\n  Pico:\n    jp: x": "show.yaml:5: unknown language 'jp' (known: zh, en, fr)",
    "avatar:\n  type: vrm": "show.yaml:4: unknown type 'vrm' (known: svg)",
    "policy: {market: china}": "show.yaml:3: unknown market 'china' (known: cn, eu, us)",
    "seed: 1.5": "show.yaml:3: seed: should be a whole number, not 1.5",
    "name: ''": "show.yaml:3: name: must not be empty",
}


@pytest.mark.parametrize("text", WRONG_SHOWS)
def test_each_mistake_in_a_show_is_told_by_line_and_remedy(text: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        validate(Show, parse(OK + text, "show.yaml"))
    assert str(caught.value) == WRONG_SHOWS[text]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = "language: cn\ncatalog: c.csv\nweb: {prt: 1}\nspeech: {engine: x}\n"
    with pytest.raises(ConfigErrors) as caught:
        validate(Show, parse(text, "show.yaml"))
    assert [error.line for error in caught.value.errors] == [1, 1, 3, 4]
    assert "'persona' is missing" in str(caught.value)


def test_short_forms_mean_the_same_as_the_long_ones() -> None:
    short = "persona: lan\ncatalog: c.csv\nplugins: [greeter]\nresponder: facts\n"
    long = (
        "persona: lan\ncatalog: {file: c.csv}\nplugins: [{name: greeter, config: {}}]\n"
        "responder: [facts]\n"
    )
    shows = [validate(Show, parse(text, "show.yaml")) for text in (short, long)]
    assert shows[0] == shows[1]


@pytest.mark.parametrize(
    ("written", "seconds"), [("90s", 90), ("15m", 900), ("24h", 86400), ("2d", 172800), (60, 60)]
)
def test_durations(written: object, seconds: float) -> None:
    text = f"persona: lan\ncatalog:\n  file: c.csv\n  fresh_for: {{price: {written}}}\n"
    show = validate(Show, parse(text, "show.yaml"))
    assert show.catalog.fresh_for.price == seconds
    assert show.catalog.fresh_for.stock is None


def test_a_wrong_duration_shows_how_to_write_one() -> None:
    text = "persona: lan\ncatalog:\n  file: c.csv\n  fresh_for: {price: a day}\n"
    with pytest.raises(ConfigErrors) as caught:
        validate(Show, parse(text, "show.yaml"))
    assert str(caught.value) == (
        "show.yaml:4: catalog.fresh_for.price: 'a day' is not a duration: write 90s, 15m, 24h or 2d"
    )


ADAPTER = (
    OK + "adapters:\n  - type: gateway\n    room: r1\n"
    "    url: 'wss://host/in?key=${KEY}'\n    token: '${TOKEN}'\n"
)


def test_secrets_come_from_the_environment_and_are_never_shown() -> None:
    context = {"environment": {"KEY": "s3cret-key", "TOKEN": "s3cret-token"}}
    show = validate(Show, parse(ADAPTER, "show.yaml"), context)
    adapter = show.adapters[0]
    assert adapter.token is not None
    assert adapter.token.get_secret_value() == "s3cret-token"
    assert adapter.connect_url() == "wss://host/in?key=s3cret-key"
    for shown in (repr(show), str(show), str(show.model_dump()), show.model_dump_json()):
        assert "s3cret" not in shown
    moved = adapter.model_copy(update={"url": "ws://127.0.0.1:1/?key=${KEY}"})
    assert moved.connect_url() == "ws://127.0.0.1:1/?key=s3cret-key"


def test_a_missing_secret_is_named_and_a_written_one_refused() -> None:
    with pytest.raises(ConfigErrors) as caught:
        validate(Show, parse(ADAPTER, "show.yaml"), {"environment": {}})
    assert [first_line_of(error) for error in caught.value.errors] == [
        "show.yaml:6: url: the environment variable KEY is not set: set it, or put KEY=… into a "
        "file named .env beside the show",
        "show.yaml:7: token: the environment variable TOKEN is not set: set it, or put TOKEN=… "
        "into a file named .env beside the show",
    ]
    written = ADAPTER.replace("${TOKEN}", "hunter2").replace("?key=${KEY}", "")
    with pytest.raises(ConfigErrors, match=r"show\.yaml:7: token: a token written here") as caught:
        validate(Show, parse(written, "show.yaml"), {"environment": {}})
    assert "hunter2" not in str(caught.value)


def test_without_an_environment_secrets_stay_as_written() -> None:
    adapter = validate(Show, parse(ADAPTER, "show.yaml")).adapters[0]
    assert adapter.connect_url() == "wss://host/in?key=${KEY}"
    assert AdapterConfig(type="gateway", room="r", mode="listen").connect_url() is None


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
    HEAD + "      - zh: {price}": (
        "r.yaml:4: zh: should be a text, not a mapping: put quotes around a text with braces"
    ),
}


@pytest.mark.parametrize("text", WRONG_RUNDOWNS)
def test_each_mistake_in_a_rundown(text: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        validate(Rundown, parse(text, "r.yaml"))
    assert str(caught.value) == WRONG_RUNDOWNS[text]


def test_models_built_in_code_tell_the_same_mistakes_without_lines() -> None:
    with pytest.raises(ValueError, match=r"sku 'A' is already used \(products\.0\.sku\)"):
        Catalog.model_validate({"products": [{"sku": "A", "name": "a"}, {"sku": "A", "name": "b"}]})
