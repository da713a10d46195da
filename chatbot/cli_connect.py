"""`chatbot connect`: find the chat of a room, see its first message, and know what to write."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chatbot.connect_words import said
from chatbot.errors import ChatbotError, ConfigError

if TYPE_CHECKING:
    from chatbot.connecting import Bridge, Found, Silence

__all__ = ["connect"]

GATEWAY_TOKEN = "CHATBOT_GATEWAY_TOKEN"
GOOD, BAD = "green", "yellow"
COLOURS = dict.fromkeys(("spoken", "open", "let_in"), GOOD) | dict.fromkeys(
    ("absent", "odd", "refused", "strange", "taken", "page", "no_address", "no_token"), BAD
)


class Platform(StrEnum):
    """Whose chat there is a way to."""

    TAOBAO = "taobao"
    DOUYIN = "douyin"
    TIKTOK = "tiktok"
    TWITCH = "twitch"


class Languages(StrEnum):
    """The languages that owners read."""

    ZH = "zh"
    EN = "en"
    FR = "fr"


def connect(
    platform: Annotated[Platform, typer.Argument(help="where your room is")],
    wait: Annotated[float, typer.Option(min=1, help="seconds to wait for a message")] = 120.0,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="the bridge's own port, if not the usual")
    ] = None,
    listen: Annotated[
        int | None, typer.Option(min=1, max=65535, help="wait here for a bridge that dials us")
    ] = None,
    origin: Annotated[
        list[str] | None, typer.Option(help="let in a page of this site, such as https://a.cn")
    ] = None,
    channel: Annotated[
        str | None, typer.Option(help="Twitch: the channel; default: who is signed in")
    ] = None,
    show: Annotated[
        Path | None, typer.Option(help="use this show's gateway token and its .env")
    ] = None,
    lang: Annotated[Languages, typer.Option(help="the language to print in")] = Languages.EN,
    json_out: Annotated[bool, typer.Option("--json", help="print JSON for a script")] = False,
) -> None:
    """Find the bridge that reads a room's chat, wait for the first message, and say what to write.

    It looks at the ports where the platform's bridges usually listen, and listens for those that
    connect to us. It sends nothing to them. docs/platforms has a page for each platform.
    """
    if show is not None and not show.is_file():
        raise ConfigError("there is no such show file: leave out --show, or correct it", path=show)
    try:
        if platform is Platform.TWITCH:
            _twitch(channel, wait, lang, json_out=json_out)
        else:
            pages = tuple(_site(each) for each in origin or ())
            _gateways(platform, wait, port, listen, pages, show, lang, json_out=json_out)
    except KeyboardInterrupt:
        typer.echo("\n" + said(lang, "stopped"), err=True)
        raise typer.Exit(1) from None


def _site(text: str) -> str:
    from chatbot.addresses import page_origin

    try:
        return page_origin(text)
    except ValueError as error:
        raise ConfigError(f"--origin {error}") from error


# --- gateways -------------------------------------------------------------------------------


def _gateways(
    platform: str,
    wait: float,
    port: int | None,
    listen: int | None,
    pages: tuple[str, ...],
    show: Path | None,
    lang: str,
    *,
    json_out: bool,
) -> None:
    from chatbot.connecting import TITLES, Found, look_for, places

    environment = _environment(show)
    bridges = places(platform, port=port, listen=listen, origins=pages, environment=environment)
    token, known = _token(show, environment)
    told: set[tuple[str, ...]] = set()
    stuck: dict[Bridge, str] = {}

    with _waiting(lang, wait) as line:

        def tell(bridge: Bridge, state: str, detail: str) -> None:
            key = "let_in" if state == "open" and bridge.dials else state
            if state == "spoken":
                detail = TITLES[detail]
            if key in ("let_in", "no_token"):
                detail = detail if detail not in ("", "null") else said(lang, "somebody")
            url = f"{bridge.url}/in/{token}" if bridge.dials else bridge.url
            if (key, bridge.url, detail) in told:
                return
            told.add((key, bridge.url, detail))
            start = said(lang, bridge.start)
            text = said(
                lang, key, title=bridge.title, url=url, port=bridge.port, detail=detail,
                start=start,
            )  # fmt: skip
            line(text, COLOURS.get(key))
            if COLOURS.get(key) == BAD and key != "absent":
                stuck[bridge] = text

        titles = ", ".join(dict.fromkeys(bridge.title for bridge in bridges))
        line(said(lang, "head", titles=titles, wait=wait), None)
        if not known and any(bridge.dials for bridge in bridges):
            line(f"{said(lang, 'token_first')} {GATEWAY_TOKEN}={token}", None)
        found = asyncio.run(
            look_for(
                platform, bridges, token=token, environment=environment, wait_s=wait, tell=tell
            )
        )
    if not isinstance(found, Found):
        raise ChatbotError(_silence(found, bridges, stuck, wait, lang))
    new = "" if known or not found.bridge.dials else token
    _tell_found(found, new, lang, json_out=json_out)


def _environment(show: Path | None) -> dict[str, str]:
    from chatbot.files.finding import environment_of

    return environment_of(show.parent if show else Path())


def _token(show: Path | None, environment: Mapping[str, str]) -> tuple[str, bool]:
    """What a bridge must show, and whether the show will ask for the same one."""
    given = environment.get(GATEWAY_TOKEN)
    if given:
        return given, True
    if show is not None:
        from chatbot.access import tokens_for

        return tokens_for(show.with_name(f"{show.stem}.journal"), environment).gateway, True
    return secrets.token_urlsafe(24), False


def _silence(
    silence: Silence,
    bridges: tuple[Bridge, ...],
    stuck: Mapping[Bridge, str],
    wait: float,
    lang: str,
) -> str:
    """What is missing, and what to do about it."""
    if silence.bridge is None or silence.ear is None:
        rows = [said(lang, "nothing", wait=wait)]
        for bridge in bridges:
            row = stuck.get(bridge) or f"{bridge.title}: {said(lang, bridge.start)}"
            rows.append(f"- {row}")
        return "\n".join(rows)
    counted = ", ".join(f"{name} {n}" for name, n in sorted(silence.ear.others.items()))
    others = f" ({counted})" if counted else ""
    return said(lang, "silent", title=silence.bridge.title, wait=wait, others=others)


def _tell_found(found: Found, new_token: str, lang: str, *, json_out: bool) -> None:
    from chatbot.connecting import POLICIES, TITLES

    first, ear = found.ear.first, found.ear
    assert first is not None
    policy = {"platform": POLICIES[found.platform]}
    if json_out:
        body = {"platform": found.platform, "bridge": TITLES[ear.dialect], "dialect": ear.dialect,
                "rooms": list(ear.rooms), "user": first.viewer.nick, "text": first.text,
                "can": sorted(ear.can), "adapter": found.adapter, "policy": policy}  # fmt: skip
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    typer.secho(said(lang, "first", nick=first.viewer.nick, text=first.text), fg="green")
    if len(ear.rooms) > 1:
        more = [] if ear.room in ear.rooms else ["…", ear.room]
        typer.echo(said(lang, "rooms", rooms=", ".join([*ear.rooms, *more])))
    _tell_lines(found.platform, found.adapter, policy, lang)
    if new_token:
        typer.echo(f"{said(lang, 'token')}\n\n{GATEWAY_TOKEN}={new_token}\n")
    typer.echo(said(lang, "then"))


def _tell_lines(
    platform: str, adapter: Mapping[str, Any], policy: Mapping[str, Any], lang: str
) -> None:
    plain = ("type", "name", "mode", "channel")
    rows = ", ".join(
        f"{key}: {value if key in plain else json.dumps(value, ensure_ascii=False)}"
        for key, value in adapter.items()
    )
    us = "   # " + said(lang, "us") + "{platform: tiktok_us, mode: assist}"
    typer.echo(f"\n{said(lang, 'write')}\n\nadapters:\n  - {{{rows}}}")
    named = policy["platform"]
    typer.echo(f"policy: {{platform: {named}}}{us if platform == 'tiktok' else ''}\n")


# --- Twitch ---------------------------------------------------------------------------------


def _twitch(channel: str | None, wait: float, lang: str, *, json_out: bool) -> None:
    from pydantic import ValidationError

    from chatbot.adapters.twitch.scopes import SCOPES
    from chatbot.connecting import POLICIES, hear_twitch
    from chatbot.connections import TwitchConfig
    from chatbot.sources import twitch_store

    store = twitch_store()
    logins = store.logins()
    if not logins:
        raise ChatbotError("nobody is signed in to Twitch: type `chatbot twitch login`")
    try:
        config = TwitchConfig(type="twitch", channel=channel or logins[-1])
    except ValidationError as error:
        raise ConfigError(error.errors()[0]["msg"].removeprefix("Value error, ")) from error
    who = config.channel if config.channel in logins else logins[-1]
    sign_in = store.load(who)
    with _waiting(lang, wait) as line:
        line(said(lang, "signed_in", login=who, channel=config.channel), None)
        missing = [s for s in SCOPES if sign_in is not None and s not in sign_in.scopes]
        if missing:
            lacking = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in missing)
            line(said(lang, "scopes", scopes=lacking), BAD)

        last = ""

        def tell(state: str, detail: str) -> None:
            nonlocal last
            last = detail if state != "up" else ""
            if state == "up":
                line(said(lang, "twitch_up", channel=config.channel), GOOD)
            elif state != "refused":  # that ends it, with the same words
                line(said(lang, "twitch_state", detail=detail), BAD if state == "down" else None)

        first = asyncio.run(hear_twitch(config, wait_s=wait, tell=tell))
    if first is None and last:
        raise ChatbotError(said(lang, "twitch_state", detail=last))
    if first is None:
        raise ChatbotError(said(lang, "silent", title="Twitch", wait=wait, others=""))
    adapter = {"type": "twitch", "channel": config.channel}
    policy = {"platform": POLICIES["twitch"]}
    if json_out:
        body = {"platform": "twitch", "user": first.viewer.nick, "text": first.text,
                "adapter": adapter, "policy": policy}  # fmt: skip
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    typer.secho(said(lang, "first", nick=first.viewer.nick, text=first.text), fg="green")
    _tell_lines("twitch", adapter, policy, lang)
    typer.echo(said(lang, "then"))


# --- progress -------------------------------------------------------------------------------


@contextmanager
def _waiting(lang: str, wait: float) -> Iterator[Callable[[str, str | None], None]]:
    """A bar for the wait, where somebody looks; what is told stands above it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    # a page's or a bridge's words are data: neither markup nor highlighting
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

    def line(text: str, colour: str | None) -> None:
        console.print(Text(text, style=colour or ""), soft_wrap=True)

    with bar:
        bar.add_task(f"{said(lang, 'waiting')} (≤ {wait:g} s)", total=None)
        yield line
