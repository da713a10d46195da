"""`chatbot avatar`: a face of one's own, checked before anybody sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["avatar_app"]

avatar_app = typer.Typer(
    no_args_is_help=True,
    help="A face of your own on the stage page: pictures, clips or a VRM model (docs/avatars.md).",
)

JsonOut = Annotated[bool, typer.Option("--json", help="print JSON for a script")]


@avatar_app.callback()
def _avatar() -> None:
    """A face of your own."""


@avatar_app.command(epilog="Try: chatbot avatar check shows/paper/face")
def check(
    place: Annotated[
        Path, typer.Argument(metavar="DIR", help="the folder of the face, or a .vrm file")
    ],
    json_out: JsonOut = False,
) -> None:
    """Check pictures, clips or a model, and that a real person has consented."""
    from chatbot.errors import ConfigError, ConfigErrors
    from chatbot.files.faces import Face, folder_type, read_face

    face: Face | None = None
    wrong: tuple[ConfigError, ...] = ()
    try:
        if not place.exists():
            raise ConfigError("there is no such file or folder", path=place)
        face = read_face(folder_type(place), place)
    except ConfigErrors as errors:
        wrong = errors.errors
    except ConfigError as error:
        wrong = (error,)
    told = [("error", each) for each in wrong]
    told += [("warning", each) for each in face.warnings] if face else []
    if json_out:
        rows = [
            {"path": str(e.path or ""), "line": e.line or 0, "level": level, "message": e.message}
            for level, e in told
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for level, each in told:
            where = f"{each.path}:{each.line}" if each.line else str(each.path)
            word = "warning: " if level == "warning" else ""
            colour = "yellow" if word else "red"
            typer.secho(f"{where}: {word}{each.message}", fg=colour, err=True)
    if face is None:
        raise typer.Exit(1)
    if not json_out:
        key = "file" if face.type == "vrm" else "dir"
        who = "a real person, with consent" if face.said.real_person else "nobody real"
        typer.echo(
            f"good: {', '.join(face.files)} ({who})\n"
            f"In the show file: avatar: {{type: {face.type}, {key}: {place}}}"
        )


@avatar_app.command(epilog="From npm, pinned by hash: three and @pixiv/three-vrm, both MIT.")
def fetch(
    registry: Annotated[
        str | None, typer.Option(help="a mirror of npm's registry, such as https://…")
    ] = None,
) -> None:
    """Fetch what VRM models need to be drawn, once (5.4 MB)."""
    from rich.console import Console

    from chatbot.vrm_parts import fetch as fetch_parts

    console = Console(stderr=True)
    with console.status("asking npm") as status:
        folder = fetch_parts(status.update, registry=registry)
    typer.echo(f"good: {folder}")
