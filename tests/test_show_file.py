"""The show file: each mistake by line and remedy, short forms, durations, secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.config import AdapterConfig, Show
from chatbot.errors import ConfigErrors
from chatbot.files import parse, validate
from chatbot.loading import load_show


def first_line_of(error: Exception) -> str:
    return str(error).splitlines()[0]


OK = "persona: lan\ncatalog: c.csv\n"
WRONG_SHOWS = {
    "langage: zh": "show.yaml:3: unknown key 'langage' (did you mean 'language'?)",
    "language: cn": "show.yaml:3: unknown language 'cn' (did you mean 'zh'?)",
    "hours: from 8 to 12": (
        "show.yaml:3: hours: 'from 8 to 12' are no hours: write 00:00-08:00, or 22:00-06:00"
    ),
    "hours: 08:00-08:00": (
        "show.yaml:3: hours: '08:00-08:00' leaves no time: for the whole day leave 'hours' out"
    ),
    "start: live": (
        "show.yaml:3: no adapter may say that the broadcast started: give one 'trust: [live]'"
    ),
    "start: {when: live, url: 'ws://h'}": "show.yaml:3: only 'when: obs' takes 'url'",
    "start: {when: obs, url: localhost}": (
        "show.yaml:3: start.url: 'localhost' is not OBS's address: write ws://127.0.0.1:4455"
    ),
    "plans:\n  - {on: 13-25, say: {zh: 好}}": (
        "show.yaml:4: on: '13-25' is not a day: write 12-25, or 2027-02-06"
    ),
    "plans:\n  - {at: '25:00', say: {zh: 好}}": (
        "show.yaml:4: '25:00' is not a time of day: write 02:00 or 20:30"
    ),
    "plans:\n  - {cron: '0 9 * * 1', say: {zh: 好}}": (
        "show.yaml:4: cron: the weekday '1' is a number, which some count from Sunday and some "
        "from Monday: write its name, such as mon or sat,sun"
    ),
    "plans:\n  - {cron: '0 0 30 feb *', say: {zh: 好}}": (
        "show.yaml:4: cron: '0 0 30 feb *' never comes: there is no such day"
    ),
    "plans:\n  - {cron: '0 9 * * *', at: '10:00', say: {zh: 好}}": (
        "show.yaml:4: 'cron' and 'at' do not go together"
    ),
    "plans:\n  - {say: {zh: 好}}": "show.yaml:4: say when: 'at', 'on' or 'cron'",
    "plans:\n  - {on: 12-25, say: 好}": "show.yaml:4: say in which language: zh: '好'",
    "adapters:\n  - {type: twich, channel: silknight}": (
        "show.yaml:4: unknown type 'twich' (known: gateway, twitch, recording)"
    ),
    "adapters:\n  - {channel: silknight}": "show.yaml:4: 'type' is missing",
    "adapters: [twitch]": (
        "show.yaml:3: should be a mapping (key: value), not 'twitch': its keys are type, name, "
        "mode, url, room, token, dialect, trust, origins, channel, account, announce, file, speed"
    ),
    "adapters:\n  - type: twitch\n    chanel: silknight": (
        "show.yaml:5: unknown key 'chanel' (did you mean 'channel'?)"
    ),
    "adapters:\n  - type: twitch\n    channel: https://www.twitch.tv/SilkNight?a=b": (
        "show.yaml:5: channel: 'https://www.twitch.tv/SilkNight?a=b' is no name on Twitch, which "
        "is the last part of twitch.tv/…: write silknight"
    ),
    "adapters:\n  - type: twitch\n    channel: silknight\n    trust: [stock]": (
        "show.yaml:6: unknown trust 'stock' (known: live)"
    ),
    "adapters:\n  - {type: gateway, room: r1}": (
        "show.yaml:4: a gateway client needs 'url', such as ws://127.0.0.1:8770"
    ),
    "adapters:\n  - type: gateway\n    room: r1\n    url: http://h": (
        "show.yaml:6: url: 'http://h' is not a WebSocket address: it starts with ws:// or wss://"
    ),
    "adapters: gateway": "show.yaml:3: adapters: should be a list, not 'gateway'",
    "speech: {engine: kokro}": "show.yaml:3: unknown engine 'kokro' (did you mean 'kokoro'?)",
    "speech: {engine: {type: openia, base_url: 'http://h'}}": (
        "show.yaml:3: unknown engine 'openia' (did you mean 'openai'?)"
    ),
    "speech: {engine: {base_url: 'http://h'}}": (
        "show.yaml:3: an engine that is no single word needs 'type'"
    ),
    "speech:\n  engine: {type: openai, model: a}\n  model: b": (
        "show.yaml:5: 'model' stands within 'engine' and beside it: keep one"
    ),
    "responder: [opnai, facts]": (
        "show.yaml:3: unknown type 'opnai' (known: facts, openai, transformers)"
    ),
    "responder:\n  - {type: openai, model: m}": (
        "show.yaml:4: a language model needs 'base_url': http://127.0.0.1:11434/v1"
    ),
    "responder:\n  - type: openai\n    model: m\n    base_url: 127.0.0.1:11434": (
        "show.yaml:6: base_url: '127.0.0.1:11434' is not an address: "
        "it starts with http:// or https://"
    ),
    "responder: [{type: transformers, base_url: 'http://h'}]": (
        "show.yaml:3: a model in this process takes no 'base_url'"
    ),
    "responder: [{type: facts, model: m}]": "show.yaml:3: the facts take no 'model'",
    "timezone: Asia/Shangai": (
        "show.yaml:3: unknown time zone 'Asia/Shangai' (did you mean 'Asia/Shanghai'?): "
        "write one such as Asia/Shanghai"
    ),
    "web: {port: 99999}": "show.yaml:3: web.port: must be 65535 or less",
    "web: {port: yes}": "show.yaml:3: web.port: should be a whole number, not 'yes'",
    "plugins: [greeter, {nam: x}]": "show.yaml:3: unknown key 'nam' (did you mean 'name'?)",
    "say_as:\n  Pico:\n    jp: x": "show.yaml:5: unknown language 'jp' (known: zh, en, fr)",
    "avatar:\n  type: vmr": "show.yaml:4: unknown type 'vmr' (known: svg, png, clips, vrm)",
    "avatar: png": "show.yaml:3: the avatar needs 'dir', such as dir: my-face",
    "avatar:\n  type: svg\n  dir: x": "show.yaml:5: an avatar of type svg takes no 'dir'",
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


def test_a_models_key_comes_from_the_environment_and_is_shown_to_nobody() -> None:
    text = OK + "responder:\n  - {type: openai, base_url: 'http://h/v1', model: m, api_key: KEY}\n"
    secret = {"environment": {"OPENAI_API_KEY": "sk-secret"}}
    written = text.replace("KEY", "'${OPENAI_API_KEY}'")
    show = validate(Show, parse(written, "show.yaml"), context=secret)
    key = show.responder[0].api_key
    assert key is not None
    assert key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in repr(show)
    with pytest.raises(ConfigErrors, match=r"would end up in the journal.*OPENAI_API_KEY"):
        validate(Show, parse(text.replace("KEY", "sk-plain"), "show.yaml"), context=secret)
    with pytest.raises(ConfigErrors, match="OPENAI_API_KEY is not set"):
        validate(Show, parse(written, "show.yaml"), context={"environment": {}})


def test_a_file_that_is_all_wrong_is_told_in_part() -> None:
    with pytest.raises(ConfigErrors) as caught:
        validate(Show, parse(OK + "".join(f"k{n}: 1\n" for n in range(300)), "show.yaml"))
    assert len(caught.value.errors) == 101
    assert str(caught.value).endswith("and 200 more")


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


def test_a_speech_server_may_be_written_as_the_engine_itself() -> None:
    server = "base_url: 'http://127.0.0.1:8880/v1', model: m, voice: v, real_person: false"
    nested = validate(Show, parse(OK + f"speech: {{engine: {{type: openai, {server}}}}}", "s.yaml"))
    flat = validate(Show, parse(OK + f"speech: {{engine: openai, {server}}}", "s.yaml"))
    assert nested.speech == flat.speech


def test_a_key_that_is_like_no_other_is_told_with_those_that_are_known(tmp_path: Path) -> None:
    (tmp_path / "goods.csv").write_text("name,price\nTea,5\n", encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        "segments:\n  - {title: Tea, product: Tea, lines: [hello]}\n", encoding="utf-8"
    )
    show = tmp_path / "show.yaml"
    show.write_text("persona: lan\ncatalog: goods.csv\nrundown: plan.yaml\n", encoding="utf-8")
    with pytest.raises(ConfigErrors, match=r"unknown key 'product' \(known: .*\bsku\b.*\)"):
        load_show(show, environment={})
