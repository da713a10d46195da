"""The plugins of a show, each behind a mailbox of its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chatbot.config import builtin_dir, user_dir
from chatbot.engine.loader import find_plugin, load_plugin
from chatbot.engine.mailbox import Mailbox
from chatbot.errors import CannotGoOnAir, ChatbotError
from chatbot.plugin import Context

if TYPE_CHECKING:
    from chatbot.engine.room import Room
    from chatbot.loading import ShowFiles

__all__ = ["plugged"]


def plugged(room: Room, files: ShowFiles, name: str, config: dict[str, Any]) -> Mailbox:
    """The plugin of this name with its settings, behind its mailbox.

    Raises:
        CannotGoOnAir: it cannot be found or loaded.
    """
    beside = files.path.absolute().parent
    folders = (beside / "plugins", user_dir("plugins"), builtin_dir("plugins"))
    try:
        plugin, settings = load_plugin(find_plugin(name, folders), config)
    except ChatbotError as error:
        raise CannotGoOnAir(str(error)) from error

    def context(propose: Callable[..., None]) -> Context[Any]:
        state = room.state
        log = logging.getLogger(f"chatbot.plugins.{plugin.name}")
        return Context(settings, state.persona, state.catalog, log, propose)

    return Mailbox(
        plugin,
        context,
        room.put,
        now_ms=room.clock.now_ms,
        now_ns=time.perf_counter_ns,
        life=f"{room.life}-",
    )
