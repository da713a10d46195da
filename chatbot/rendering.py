"""The show's outside renderers: made from the files, kept running, heard of on the console."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from chatbot.config import user_dir
from chatbot.errors import CannotGoOnAir, NotReady
from chatbot.events import RendererChanged
from chatbot.renderer_config import (
    LiveTalkingConfig,
    ObsConfig,
    TextFilesConfig,
    VmcConfig,
    VTubeStudioConfig,
)
from chatbot.renderers.follower import Follower

if TYPE_CHECKING:
    from pathlib import Path

    from chatbot.engine.room import Room
    from chatbot.loading import ShowFiles
    from chatbot.renderer_config import RendererConfig
    from chatbot.renderers.outside import OutsideRenderer
    from chatbot.renderers.stage_hub import StageHub

__all__ = ["aloud", "make_renderer", "outside", "permissions_file", "supervise_renderer"]

RETRY_FIRST_S, RETRY_MOST_S = 1.0, 60.0


Picture = Callable[[str], Awaitable[bytes | None]]


def make_renderer(
    config: RendererConfig, beside: Path, lang: str, picture: Picture | None = None
) -> OutsideRenderer:
    """The renderer of this configuration, in the room's language.

    Paths in it are seen from the folder `beside`.

    `picture` returns a product's image file by its sku.

    Raises:
        CannotGoOnAir: what it takes is not installed.
    """
    match config:
        case TextFilesConfig():
            from chatbot.renderers.text_files import TextFiles

            return TextFiles(beside / config.dir, name=config.called)
        case ObsConfig():
            from chatbot.renderers.obs import ObsRenderer

            return ObsRenderer(
                config.url,
                config.password.get_secret_value() if config.password else None,
                scene=config.scene,
                scenes=config.scenes,
                holding=config.holding,
                markers=beside / config.markers if config.markers else None,
                lang=lang,
                name=config.called,
            )
        case VTubeStudioConfig():
            from chatbot.renderers.vtube_studio import VTubeStudio
            from chatbot.renderers.vtube_studio.tokens import Tokens

            return VTubeStudio(config, Tokens(permissions_file()), picture=picture)
        case LiveTalkingConfig():
            from chatbot.renderers.live_talking import LiveTalking

            return LiveTalking(config)
        case VmcConfig():
            from chatbot.renderers.vmc import Vmc

            return Vmc(config)


def permissions_file() -> Path:
    """Where this person's permissions to drive other programs are kept, made or not."""
    return user_dir("shows").parent / "vtube_studio.json"


Drive = Callable[[], Coroutine[Any, Any, None]]


def outside(files: ShowFiles, room: Room, hub: StageHub) -> list[Drive]:
    """What drives each outside renderer of the show; each to run for the show's life.

    Raises:
        CannotGoOnAir: what one of them takes is not installed.
    """
    beside = files.path.absolute().parent
    lang = files.show.language

    async def picture(sku: str) -> bytes | None:
        from chatbot.renderers.pictures import picture_of

        product = room.state.catalog.get(sku)
        if product is None or product.image is None:
            return None
        return await picture_of(product.image, beside)

    return [
        _drive(make_renderer(config, beside, lang, picture), config, room, hub)
        for config in files.show.renderers
    ]


def aloud(hub: StageHub) -> Drive:
    """What plays the show through this computer's loudspeakers.

    Raises:
        CannotGoOnAir: there is no sound card.
    """
    from chatbot.renderers.speaker import Loudspeaker

    try:
        speaker = Loudspeaker()
    except NotReady as error:
        raise CannotGoOnAir(f"--play: {error}") from error

    async def drive() -> None:
        try:
            await hub.serve(speaker, page=False)
        finally:
            speaker.shut()

    return drive


def _drive(renderer: OutsideRenderer, config: RendererConfig, room: Room, hub: StageHub) -> Drive:
    def tell(state: str, detail: str) -> None:
        room.put(
            RendererChanged(
                id=room.next_id("renderer"),
                source="outside",
                state=state,
                name=config.called,
                label=False,
                detail=detail,
            )
        )

    follower = Follower(renderer, offset_ms=config.offset_ms, tell=tell)
    hub.follow(follower)
    return partial(supervise_renderer, follower, tell)


async def supervise_renderer(follower: Follower, tell: Callable[[str, str], None]) -> None:
    """Run an outside renderer for the life of the show: its failure never ends the show."""
    wait_s = RETRY_FIRST_S
    while True:
        try:
            await follower.run()
        except Exception as error:  # the supervisor's wall: one renderer must not end the show
            detail = f"{type(error).__name__}: {error}; trying again in {wait_s:.0f} s"
            tell("down", detail)
        await asyncio.sleep(wait_s)
        wait_s = min(RETRY_MOST_S, wait_s * 2)
