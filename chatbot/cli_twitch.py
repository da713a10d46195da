"""`chatbot twitch`: sign in to Twitch, see who is signed in, sign out."""

from __future__ import annotations

import asyncio
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from chatbot.errors import AuthFailed, ChatbotError, ConfigError

if TYPE_CHECKING:
    from chatbot.adapters.twitch.tokens import SignIn, TokenStore

__all__ = ["twitch_app"]

twitch_app = typer.Typer(
    no_args_is_help=True,
    help="Sign in to Twitch. docs/platforms/twitch.md says what comes through.",
)

HOW = """\
Twitch wants an app of your own, once; it takes two minutes.
1. Open https://dev.twitch.tv/console/apps and sign in (two-factor must be on: Settings, Security).
2. Press "Register Your Application".
3. Name: yours to choose, without the word Twitch; such as "silknight host".
4. OAuth Redirect URLs: http://localhost (it must be filled in; nothing is sent there), then Add.
5. Category: Chat Bot.
6. Client Type: Public, so that no secret is needed.
7. Press Create, then Manage beside the new app.
8. Copy the Client ID (30 letters and digits) and paste it here."""


class Where(StrEnum):
    """Where sign-ins are kept."""

    AUTO = "auto"
    FILE = "file"
    KEYRING = "keyring"


Keep = Annotated[
    Where, typer.Option(help="auto: the system's keyring where there is one, else a private file")
]


@twitch_app.command(epilog="Try: chatbot twitch login, and then chatbot check show.yaml")
def login(
    client_id: Annotated[
        str | None, typer.Option(help="your app's Client ID; asked for where it is not known")
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="ask for no right to write into the chat")
    ] = False,
    keep: Keep = Where.AUTO,
) -> None:
    """Sign in with a code, as the account that reads and writes. No password is seen or kept.

    Sign in as the channel's own account to hear everything; a bot's account that moderates there
    hears all but subscriptions, anonymous cheers and channel points.
    """
    from chatbot.adapters.twitch.scopes import ANNOUNCE, SCOPES, WRITE_CHAT

    store = _store(keep)
    app_id = client_id or _known_app(store)
    if app_id is None:
        typer.echo(HOW)
        app_id = typer.prompt("Client ID")
    app_id = app_id.strip()
    if not re.fullmatch(r"[a-z0-9]{20,40}", app_id):
        raise ConfigError(
            "that is no Client ID, which is 30 small letters and digits: copy it from "
            "https://dev.twitch.tv/console/apps (not the name, and not a secret)"
        )
    writes = (WRITE_CHAT, ANNOUNCE) if read_only else ()
    scopes = [scope for scope in SCOPES if scope not in writes]
    typer.echo("\nTwitch will ask you to let this program:")
    for scope in scopes:
        typer.echo(f"  {scope:28} {SCOPES[scope]}")
    signed_in = asyncio.run(_login(app_id, scopes))
    where = store.save(signed_in, move=keep is Where.KEYRING)
    typer.secho(f"\nSigned in as {signed_in.login}; kept in {where}.", fg="green")
    missing = [scope for scope in scopes if scope not in signed_in.scopes]
    if missing:
        typer.secho(f"Not agreed to: {', '.join(missing)}. Their part is not heard.", fg="yellow")
    typer.echo(
        "Write this into your show file, then type `chatbot check` and its name:\n\n"
        f"adapters:\n  - {{type: twitch, channel: {signed_in.login}}}"
    )


@twitch_app.command()
def status() -> None:
    """Who is signed in here, and whether Twitch still agrees. Exit code 1: nobody, or no longer."""
    from chatbot.adapters.twitch.scopes import READ_CHAT, SCOPES, no_chat

    store = _store(Where.AUTO)
    known = [store.load(name) for name in store.logins()]
    found = [sign_in for sign_in in known if sign_in is not None]
    if not found:
        raise ChatbotError("nobody is signed in to Twitch: type `chatbot twitch login`")
    well = asyncio.run(_states(found, store))
    for sign_in, state in zip(found, well, strict=True):
        typer.secho(f"{sign_in.login}: {state or 'signed in'}", fg="red" if state else "green")
        typer.echo(f"  may: {', '.join(sign_in.scopes)}")
        missing = [scope for scope in SCOPES if scope not in sign_in.scopes]
        if READ_CHAT in missing:
            typer.secho(f"  {no_chat(sign_in.login)}", fg="red")
        elif missing:
            typer.echo(f"  not agreed to: {', '.join(missing)}; type `chatbot twitch login` for it")
    if any(well) or any(READ_CHAT not in sign_in.scopes for sign_in in found):
        raise typer.Exit(1)


@twitch_app.command()
def logout(
    account: Annotated[
        str, typer.Argument(help="who is to be signed out; see chatbot twitch status")
    ],
) -> None:
    """Have Twitch and this machine forget a sign-in."""
    store = _store(Where.AUTO)
    name = account.lower()
    kept = store.load(name)
    if kept is None and name not in store.logins():
        known = ", ".join(store.logins()) or "nobody"
        raise ChatbotError(f"{account} is not signed in to Twitch here (signed in: {known})")
    told = kept is not None and asyncio.run(_logout(kept))
    store.forget(name)
    typer.echo(f"{name} is signed out here.")
    if not told:
        typer.echo("Twitch could not be told: disconnect it at twitch.tv/settings/connections.")


def _store(keep: Where) -> TokenStore:
    from chatbot.adapters.twitch.tokens import TokenStore, system_keyring
    from chatbot.sources import twitch_store

    store = twitch_store()
    if keep is Where.FILE:
        return TokenStore(store.path)
    if keep is Where.KEYRING and system_keyring() is None:
        raise ConfigError(
            "there is no keyring here: type `pip install keyring` into this program's "
            "environment, or leave out --keep (a private file is used)"
        )
    return store


def _known_app(store: TokenStore) -> str | None:
    """The app somebody signed in with before."""
    known = [store.load(name) for name in store.logins()]
    return next((sign_in.client_id for sign_in in reversed(known) if sign_in), None)


async def _login(client_id: str, scopes: list[str]) -> SignIn:
    import aiohttp

    from chatbot.adapters.twitch.device import ask_code, sign_in_with
    from chatbot.adapters.twitch.helix import Helix
    from chatbot.adapters.twitch.places import Places, Times

    async with aiohttp.ClientSession() as http:
        helix = Helix(client_id, http, places=Places.usual(), times=Times())
        code = await ask_code(helix, scopes)
        typer.echo(
            f"\nOpen {code.address}\nsee that it shows the code {code.code}, and press Authorize "
            f"within {code.expires_s / 60:.0f} minutes. Waiting (Ctrl-C gives up) …"
        )
        return await sign_in_with(helix, code, scopes)


async def _states(known: list[SignIn], store: TokenStore) -> list[str]:
    """What is wrong with each sign-in; "" where nothing is."""
    import aiohttp

    from chatbot.adapters.twitch.helix import Helix, Trouble
    from chatbot.adapters.twitch.places import Places, Times

    states = []
    async with aiohttp.ClientSession() as http:
        for kept in known:
            helix = Helix(
                kept.client_id, http, places=Places.usual(), times=Times(), sign_in=kept,
                store=store,
            )  # fmt: skip
            try:
                await helix.get_users()
                states.append("")
            except (Trouble, AuthFailed) as error:
                states.append(str(error))
    return states


async def _logout(kept: SignIn) -> bool:
    import aiohttp

    from chatbot.adapters.twitch.device import take_back
    from chatbot.adapters.twitch.places import Places, Times

    async with aiohttp.ClientSession() as http:
        return await take_back(http, kept, Places.usual(), Times())
