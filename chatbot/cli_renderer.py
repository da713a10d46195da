"""`chatbot renderer`: what a show's avatars can do, before the show goes on air."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chatbot.errors import ChatbotError, ConfigError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatbot.loading import ShowFiles
    from chatbot.renderer_config import OutsideConfig, VTubeStudioConfig
    from chatbot.renderers.vtube_studio import VTubeStudio

__all__ = ["renderer_app"]

renderer_app = typer.Typer(
    no_args_is_help=True, help="The avatars and displays that a show drives beside its stage."
)

ShowFile = Annotated[Path, typer.Argument(help="the show file, such as show.yaml")]
Named = Annotated[str | None, typer.Option("--name", help="which one, where the show has several")]
JsonOut = Annotated[bool, typer.Option("--json", help="print JSON for a script")]


@renderer_app.command(epilog="Start VTube Studio first. It asks once: click Allow there.")
def inspect(show: ShowFile, name: Named = None, json_out: JsonOut = False) -> None:
    """Connect to the show's VTube Studio and list its model's own hotkeys, ready to paste."""
    from chatbot.renderer_config import VTubeStudioConfig

    config = _chosen(_load(show), name, "vtube_studio")
    assert isinstance(config, VTubeStudioConfig)
    asyncio.run(_inspect(config, json_out=json_out))


@renderer_app.command(
    epilog="Sit where you see the figure and hear the show as your viewers do: in OBS's preview, "
    "with its monitoring on."
)
def calibrate(
    show: ShowFile,
    name: Named = None,
    play: Annotated[
        bool, typer.Option("--play", help="clap through this computer's loudspeakers")
    ] = False,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="serve the stage page here; 0: any port")
    ] = None,
) -> None:
    """Clap ten times; by what you see and hear, say which offset_ms to write into the show file."""
    files = _load(show)
    config = _chosen(files, name)
    found = asyncio.run(_calibrate(files, config, play=play, port=port))
    if found == config.offset_ms:
        typer.echo(f"offset_ms: {found} fits as it is.")
    else:
        typer.echo(f"In {files.path}, under 'renderers:', at {config.called}, write:")
        typer.echo(f"    offset_ms: {found}")


async def _calibrate(
    files: ShowFiles, config: OutsideConfig, *, play: bool, port: int | None
) -> int:
    import tempfile

    from chatbot.app import RunOptions, on_air
    from chatbot.calibrating import CLAPS, Answer, clap_and_ask, ready

    answers: dict[str, Answer] = {"p": "picture", "s": "sound", "": "together", "t": "together"}

    async def ask(number: int) -> Answer:
        question = f"clap {number} of {CLAPS}: first the (p)icture, first the (s)ound, or Enter? "
        while True:
            typer.echo(question, nl=False)
            line = await asyncio.to_thread(sys.stdin.readline)
            if not line:
                raise ChatbotError("nobody answers: run it in a terminal")
            given = answers.get(line.strip().lower()[:1])
            if given is not None:
                return given

    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "calibrate.journal"
        options = RunOptions(
            journal=journal, port=port, voice="silent", adapters=(), play=play, second_look=False
        )
        async with on_air(files, options) as live:
            live.stage.silence()  # nothing is said but the claps
            follower = next(f for f in live.hub.following.followers if f.name == config.called)
            if not play:
                typer.echo(
                    f"Open {live.address}/stage where you hear the show, and switch sound on."
                )
            await ready(live.hub, follower, typer.echo)
            typer.echo("Watch the mouth and listen. An offset moves after each answer.")
            halving = await clap_and_ask(live.hub, follower, ask)
    return halving.found_ms


def _load(show: Path) -> ShowFiles:
    from chatbot.loading import load_show
    from chatbot.running import show_file

    return load_show(show_file(show))


def _chosen(files: ShowFiles, name: str | None, kind: str | None = None) -> OutsideConfig:
    """The one of this name and kind.

    Raises:
        ConfigError: there is none, or there are several.
    """
    known = [c for c in files.show.renderers if kind in (None, c.type)]
    fitting = [config for config in known if name in (None, config.called)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(config.called for config in fitting)
        raise ConfigError(f"several renderers: say which by --name ({names})", path=files.path)
    if name is not None and known:
        near = did_you_mean(name, [config.called for config in known])
        raise ConfigError(f"no renderer is called {name!r}{near}", path=files.path)
    line = f"{{type: {kind or 'vtube_studio'}}}"
    raise ConfigError(f"no such renderer: add '- {line}' under 'renderers:'", path=files.path)


async def _inspect(config: VTubeStudioConfig, *, json_out: bool) -> None:
    from chatbot.renderers.vtube_studio import VTubeStudio
    from chatbot.renderers.vtube_studio.tokens import Tokens
    from chatbot.rendering import permissions_file

    renderer = VTubeStudio(config, Tokens(permissions_file()))
    renderer.notice = lambda words: typer.secho(words, fg="yellow", err=True)
    try:
        about = await renderer.connect()
        found = renderer.mapped
        used: dict[str, list[str]] = {}
        for name, hotkey in (*found.gestures.items(), *found.expressions.items()):
            used.setdefault(hotkey.id, []).append(name)
        if json_out:
            listed = [
                {"name": h.name, "id": h.id, "type": h.type, "file": h.file,
                 "used_for": used.get(h.id, [])}
                for h in renderer.hotkeys
            ]  # fmt: skip
            rows = {"about": about, "hotkeys": listed, "parameters": list(renderer.parameters)}
            typer.echo(json.dumps(rows, ensure_ascii=False))
        else:
            _print(renderer, config, about, used)
    except OSError as error:
        raise ChatbotError(str(error)) from error
    finally:
        await renderer.aclose()


def _print(
    renderer: VTubeStudio, config: VTubeStudioConfig, about: str, used: Mapping[str, list[str]]
) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from chatbot.renderers.nearest import EXPRESSIONS, GESTURES

    console = Console()
    console.print(about, markup=False)
    if not renderer.hotkeys:
        console.print("It has no hotkeys: make some in VTube Studio (the hotkeys tab).")
        return
    table = Table(box=box.SIMPLE)
    for heading in ("hotkey", "kind", "the show uses it for"):
        table.add_column(heading)
    for hotkey in renderer.hotkeys:
        named = hotkey.name or hotkey.id
        table.add_row(named, hotkey.type, ", ".join(used.get(hotkey.id, [])))
    console.print(table)
    console.print("What the show does:")
    console.print(f"  gestures: {', '.join(GESTURES)}", soft_wrap=True)
    console.print(f"  expressions: {', '.join(n for n in EXPRESSIONS)}", soft_wrap=True)
    console.print("\nUnder 'renderers:' in the show file; change what stands on the right:\n")
    lines: dict[str, Any] = {
        "gestures": {n: h.name or h.id for n, h in renderer.mapped.gestures.items()},
        "expressions": {n: h.name or h.id for n, h in renderer.mapped.expressions.items()},
    }
    typer.echo(f"  - type: vtube_studio\n    url: {json.dumps(config.url)}")
    first = renderer.hotkeys[0].name or renderer.hotkeys[0].id
    for key, pairs in lines.items():
        example = {("point_to_buy" if key == "gestures" else "happy"): first}
        typer.echo(f"    {key}: {json.dumps(pairs or example, ensure_ascii=False)}")
