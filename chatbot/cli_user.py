"""`chatbot user` and `chatbot invite`: who may sign in to the console."""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

__all__ = ["invite", "user_app"]

user_app = typer.Typer(
    no_args_is_help=True,
    help="Who may sign in to the console of this machine's shows.\n\n"
    "A viewer sees everything and changes nothing, a moderator runs the show, an owner also "
    "changes prices and stock.",
)


class Role(StrEnum):
    """What somebody may do."""

    VIEWER = "viewer"
    MODERATOR = "moderator"
    OWNER = "owner"


Name = Annotated[str, typer.Argument(help="the name they sign in with, and are known by")]
RoleOf = Annotated[Role, typer.Option(help="what they may do")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="read the password from the first line of stdin")
]


def _password(from_stdin: bool) -> str:
    """Asked for where nobody reads along; never an argument, which every process can see."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@user_app.command(epilog="Or let them choose their own: chatbot invite NAME --role moderator")
def add(name: Name, role: RoleOf = Role.MODERATOR, password_stdin: FromStdin = False) -> None:
    """Add a user; asks for the password."""
    from chatbot.access import users_here
    from chatbot.web.users import UsersError, name_wrong

    users = users_here()
    if wrong := name_wrong(name):
        raise UsersError(wrong)
    users.add(name, role.value, _password(password_stdin))
    typer.echo(f"{name} may sign in as {role.value}, on shows that run now, too")


@user_app.command("list")
def list_users(
    json_out: Annotated[bool, typer.Option("--json", help="print JSON for a script")] = False,
) -> None:
    """Who there is."""
    from chatbot.access import users_here

    found = users_here().read().users.values()
    if json_out:
        rows = [{"name": u.name, "role": u.role, "added": u.added} for u in found]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    if not found:
        typer.echo("no users yet: chatbot user add NAME --role owner")
    for user in found:
        since = datetime.fromtimestamp(user.added).date().isoformat()
        typer.echo(f"{user.name}  {user.role}  since {since}")


@user_app.command()
def remove(name: Name) -> None:
    """Remove a user; running shows sign them out within a second or two."""
    from chatbot.access import users_here

    users_here().remove(name)
    typer.echo(f"{name} is no user any more")


@user_app.command()
def password(name: Name, password_stdin: FromStdin = False) -> None:
    """Set a new password; whoever is signed in under this name is signed out."""
    from chatbot.access import users_here

    users_here().change(name, password=_password(password_stdin))
    typer.echo(f"{name} has a new password")


@user_app.command()
def role(name: Name, role: Annotated[Role, typer.Argument(help="what they may do")]) -> None:
    """Change what a user may do; they sign in again."""
    from chatbot.access import users_here

    users_here().change(name, role=role.value)
    typer.echo(f"{name} is {role.value} now")


def invite(
    name: Name,
    role: RoleOf = Role.MODERATOR,
    show: Annotated[
        str | None, typer.Option(help="the running show, by name or process number")
    ] = None,
    minutes: Annotated[int, typer.Option(min=1, max=1440, help="how long the link is good")] = 15,
    json_out: Annotated[bool, typer.Option("--json", help="print JSON for a script")] = False,
) -> None:
    """Print a link, and its QR code, with which somebody chooses a password and signs in, once."""
    from chatbot.access import find_running, users_here
    from chatbot.web.origin import host_name, is_loopback

    running = find_running(show)
    users = users_here()
    known = name in users.read().users
    code = users.invite(name, role.value, minutes * 60)
    base = running.public or running.address
    link = f"{base}/console#invite={code}"
    if json_out:
        found = {"name": name, "role": role.value, "link": link, "minutes": minutes}
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    what = "chooses a new password and is" if known else "chooses a password and signs in as"
    typer.echo(f"With this link {name} {what} {role.value}; once, within {minutes} minutes:\n")
    typer.echo(f"  {link}\n")
    for row in _qr_code(link).splitlines():
        typer.secho(row, fg="bright_white", bg="black")  # read on light terminals, too
    if is_loopback(host_name(base.partition("://")[2])):
        typer.secho(
            "It opens on this machine only: for a phone, set web.public_url (docs/remote.md).",
            fg="yellow",
            err=True,
        )


def _qr_code(text: str) -> str:
    """The code in blocks, its light parts drawn; "" where the terminal cannot show them."""
    import segno

    out = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out=out, compact=True, border=2)
    code = out.getvalue()
    try:
        code.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return ""
    return code
