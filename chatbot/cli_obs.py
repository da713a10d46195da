"""`chatbot obs`: the stage's scenes in OBS, made and taken out again."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode, urlsplit

import typer

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from chatbot.obs.layout import Layout, Wish
    from chatbot.obs.link import ObsLink
    from chatbot.obs.setup import Change
    from chatbot.obs.survey import Found

__all__ = ["obs_app"]

obs_app = typer.Typer(
    no_args_is_help=True,
    help="OBS: make the scenes of the stage, and take them out again.\n\n"
    "In OBS: Tools → WebSocket Server Settings → Enable WebSocket server. The password that it "
    "shows under Show Connect Info goes into a file named .env: OBS_PASSWORD=…",
)

ABSENT = (
    "This OBS has no browser source: builds of Linux distributions come without it, the one of "
    "obsproject.com for Windows and macOS and the Flatpak have it. What is made here is the rest: "
    "card, label, holding scene. For the host's picture open {page} in a browser beside it, and "
    "add it as a window or screen capture; its sound as desktop audio."
)
AFTER_MAKING_S, PAGE_LOADS_S = 0.4, 4.0
"""OBS draws what is new a frame or two later; a page has to be fetched first."""
GONE_WITHIN_S = 3.0


class Faces(StrEnum):
    """Who is in the picture."""

    PAGE = "page"
    NONE = "none"


ShowArg = Annotated[
    Path | None, typer.Argument(help="the show whose language, label and address are to be used")
]
Url = Annotated[str | None, typer.Option(help="OBS's WebSocket server [ws://127.0.0.1:4455]")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="do it without asking")]
Dry = Annotated[bool, typer.Option("--dry-run", help="only say what would be done")]


@obs_app.command(epilog="Nothing else in OBS is touched. Undo it with: chatbot obs undo")
def setup(
    show: ShowArg = None,
    url: Url = None,
    scene: Annotated[
        str | None,
        typer.Option(help="the new scene's name; the others begin with it [Live room]"),
    ] = None,
    stage: Annotated[
        str | None, typer.Option(help="where the stage is served [http://127.0.0.1:8765/stage]")
    ] = None,
    face: Annotated[
        Faces, typer.Option(help="page: our stage; none: your own avatar, we make the card only")
    ] = Faces.PAGE,
    opaque: Annotated[
        bool, typer.Option("--opaque", help="with the stage's own room behind the host")
    ] = False,
    picture: Annotated[
        Path, typer.Option(help="where the screenshot of the new scene goes")
    ] = Path("obs-scene.png"),
    yes: Yes = False,
    dry_run: Dry = False,
) -> None:
    """Make a scene with the stage, a product card and a holding scene; ends with a screenshot."""
    from chatbot.obs.layout import Wish

    peer = _peer(show, url)
    page = None if face is Faces.NONE else _page(stage or peer.stage, peer.frame, opaque)
    wish = Wish(
        scene=scene or peer.scene, page=page, opaque=opaque, lang=peer.lang, label=peer.label
    )
    _run(_setup(peer, wish, picture, yes=yes, dry_run=dry_run))


@obs_app.command(epilog="What you put into these scenes yourself stays.")
def undo(
    show: ShowArg = None,
    url: Url = None,
    yes: Yes = False,
    dry_run: Dry = False,
) -> None:
    """Take out of OBS what `chatbot obs setup` made in this scene collection."""
    _run(_undo(_peer(show, url), yes=yes, dry_run=dry_run))


# -- who is asked --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Peer:
    """The OBS that is meant, and what the show says of it."""

    url: str
    password: str | None
    stage: str = "http://127.0.0.1:8765/stage"
    lang: str = "en"
    label: str = "AI-generated"
    frame: str = "none"
    scene: str = "Live room"
    driven: bool = False
    """Whether the show has this OBS among its renderers already."""


def _peer(show: Path | None, url: str | None) -> _Peer:
    from chatbot.files.finding import environment_of
    from chatbot.obs.link import DEFAULT_URL
    from chatbot.obs.words import label_in
    from chatbot.platforms import label_of, profiles

    if show is None:
        password = environment_of(Path.cwd()).get("OBS_PASSWORD")
        return _Peer(url or DEFAULT_URL, password)
    from chatbot.loading import load_show
    from chatbot.running import show_file

    files = load_show(show_file(show))
    said = files.show
    password = environment_of(files.path.absolute().parent).get("OBS_PASSWORD")
    where = DEFAULT_URL
    renderer = next((each for each in said.renderers if each.type == "obs"), None)
    named = renderer or (said.start if said.start.when == "obs" else None)
    if named is not None:
        where = named.url
        password = named.password.get_secret_value() if named.password else password
    frames = [profile.frame for profile in profiles(said.policy.platform).values()]
    return _Peer(
        url or where,
        password,
        f"http://{said.web.host}:{said.web.port}/stage",
        said.language,
        label_in(label_of(said.policy.platform), said.language),
        frames[0] if frames else "none",
        renderer.scene if renderer else "Live room",
        renderer is not None,
    )


def _page(stage: str, frame: str, opaque: bool) -> str:
    from chatbot.errors import ConfigError

    parts = urlsplit(stage)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"--stage {stage!r} is no address: write http://127.0.0.1:8765/stage")
    asked = {
        **({} if opaque else {"transparent": "1"}),
        **({} if frame == "none" else {"frame": frame}),
    }
    base, _, fragment = stage.partition("#")
    joined = "&" if parts.query else "?"
    return (
        base + (joined + urlencode(asked) if asked else "") + (f"#{fragment}" if fragment else "")
    )


def _run(work: Coroutine[None, None, None]) -> None:
    try:
        asyncio.run(work)
    except BrokenPipeError:  # whoever read our output has gone
        raise
    except ConnectionError as error:
        from chatbot.errors import NotReady

        raise NotReady(f"{error}; what was made so far: chatbot obs undo") from None


# -- making --------------------------------------------------------------------------------------


async def _setup(peer: _Peer, wish: Wish, picture: Path, *, yes: bool, dry_run: bool) -> None:
    from chatbot.obs.layout import BROWSER
    from chatbot.obs.link import opened
    from chatbot.obs.setup import apply, setup_plan
    from chatbot.obs.survey import survey

    async with opened(peer.url, peer.password) as link:
        found = await survey(link)
        layout = _layout(wish, found)
        changes = setup_plan(found, layout)
        _tell_obs(peer, found)
        browser = BROWSER in found.kinds
        if wish.page is not None and not browser:
            typer.secho(ABSENT.format(page=wish.page), fg="yellow", err=True)
        if changes:
            _tell_setup(changes)
            if not _agreed(yes=yes, dry_run=dry_run):
                return
            await apply(link, changes)
        else:
            typer.echo(f"Everything is there already: the scene “{wish.scene}” and its parts.")
            if dry_run:
                return
        page = wish.page if browser else None
        served = page is None or await asyncio.to_thread(_is_served, page)
        await _show(link, wish, picture, loads=page is not None and served)
    _tell_next(peer, wish, served=served, page=page is not None)


def _layout(wish: Wish, found: Found) -> Layout:
    from chatbot.errors import ChatbotError
    from chatbot.obs.layout import layout_of

    try:
        return layout_of(wish, canvas=found.canvas, kinds=found.kinds, platform=found.platform)
    except ValueError as missing:
        raise ChatbotError(
            f"this OBS has no {missing} source: install OBS's own plugins "
            "(Debian: apt install obs-plugins) and start OBS again"
        ) from None


async def _show(link: ObsLink, wish: Wish, picture: Path, *, loads: bool) -> None:
    from chatbot.errors import ConfigError
    from chatbot.obs.setup import screenshot

    await asyncio.sleep(PAGE_LOADS_S if loads else AFTER_MAKING_S)
    data = await screenshot(link, wish.scene)
    try:
        await asyncio.to_thread(picture.write_bytes, data)
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", path=picture) from error
    typer.echo(f"A screenshot of “{wish.scene}”, as OBS draws it: {picture}")


def _is_served(page: str) -> bool:
    """Whether something answers at the stage's address: the picture is empty without."""
    import httpx

    try:
        return httpx.get(page.partition("#")[0], timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _tell_obs(peer: _Peer, found: Found) -> None:
    width, height = found.canvas
    typer.echo(
        f"OBS {found.version} at {peer.url}, scene collection “{found.collection}”, "
        f"{width} × {height}"
    )


def _tell_setup(changes: Sequence[Change]) -> None:
    new = {change.scene for change in changes if change.does == "make-scene"}
    for scene in dict.fromkeys(change.scene for change in reversed(changes)):
        if scene:
            typer.secho(f"  {'new scene' if scene in new else 'scene'} “{scene}”", bold=True)
        for change in changes:
            if change.scene != scene or change.does == "make-scene":
                continue
            tells = change.item.tells if change.item else change.tells
            what = "set" if change.does == "set" else "new" if change.does == "make" else "put"
            typer.echo(f"    {what} “{change.name}”" + (f": {tells}" if tells else ""))
    typer.echo("  The scene on the air, your other scenes, sources and settings stay as they are.")


def _tell_next(peer: _Peer, wish: Wish, *, served: bool, page: bool) -> None:
    if not served:
        typer.secho(
            f"Nothing is served at {wish.page} now: the picture stays empty until the show runs.",
            fg="yellow",
        )
    if not peer.driven:
        named = "" if wish.scene == "Live room" else f", scene: {json.dumps(wish.scene)}"
        line = f"    - {{type: obs, url: '{peer.url}'{named}, holding: true, markers: markers.txt}}"
        typer.echo(f"Have the show drive it: write into the show file\n  renderers:\n{line}")
    if page:
        typer.echo(
            "To hear the host yourself: Edit → Advanced Audio Properties → "
            f"“{wish.scene} stage” → Monitor and Output."
        )
    typer.echo("Take it all out again: chatbot obs undo")


# -- undoing -------------------------------------------------------------------------------------


async def _undo(peer: _Peer, *, yes: bool, dry_run: bool) -> None:
    from chatbot.obs.link import opened
    from chatbot.obs.setup import apply, undo_plan
    from chatbot.obs.survey import survey

    async with opened(peer.url, peer.password) as link:
        found = await survey(link)
        changes, kept = undo_plan(found)
        _tell_obs(peer, found)
        if not changes:
            typer.echo(
                "There is nothing of ours in this scene collection; "
                "another one can be chosen in OBS's menu Scene Collection."
            )
            return
        for change in changes:
            if change.does == "remove-scene":
                typer.echo(f"  take out the scene “{change.scene}”")
            elif change.does == "unplace":
                typer.echo(f"  take “{change.name}” out of the scene “{change.scene}”")
            else:
                typer.echo(f"  take out “{change.name}”")
        for note in kept:
            typer.secho(f"  {note}", fg="yellow")
        if not _agreed(yes=yes, dry_run=dry_run):
            return
        await apply(link, changes)
        left = await _left(link)
    if left:
        typer.secho(f"OBS still shows {', '.join(sorted(left))}: take them out by hand", fg="red")
        raise typer.Exit(1)
    typer.echo("Done." if kept else "Done: OBS is as it was.")


async def _left(link: ObsLink) -> set[str]:
    """What is still there after a while: OBS takes things out when it has drawn without them."""
    from chatbot.obs.survey import survey

    left: set[str] = set()
    try:
        async with asyncio.timeout(GONE_WITHIN_S):
            while True:
                found = await survey(link)
                left = set(found.ours) | set(found.our_scenes())
                if not left:
                    return left
                await asyncio.sleep(0.05)
    except TimeoutError:
        return left


def _agreed(*, yes: bool, dry_run: bool) -> bool:
    """Whether to go on; in a script only where it says so itself."""
    if dry_run:
        typer.echo("A dry run: nothing was changed.")
        return False
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("CI"):
        typer.echo("Nothing was changed: add --yes to do it.", err=True)
        raise typer.Exit(1)
    if typer.confirm("Go on?", default=False):
        return True
    typer.echo("Nothing was changed.")
    return False
