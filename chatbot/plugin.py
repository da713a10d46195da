"""What a plugin is: it hears events and returns the commands it wishes for."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel
from typing_extensions import TypeVar as TypeVarWithDefault

from chatbot.commands import Command
from chatbot.events import Event

if TYPE_CHECKING:
    from chatbot.catalog import Catalog
    from chatbot.persona import Persona

__all__ = ["Context", "NoConfig", "Plugin", "Reaction"]

Reaction = Command | Sequence[Command] | None
"""What a handler returns: one command, several, or nothing."""


class NoConfig(BaseModel):
    """The configuration of a plugin that has none."""


E = TypeVar("E", bound=Event)
C = TypeVarWithDefault("C", bound=BaseModel, default=NoConfig)


@dataclass(frozen=True, slots=True)
class Context(Generic[C]):
    """What a handler may use. `propose` is for wishes that come later than the handler's return."""

    config: C
    persona: Persona
    catalog: Catalog
    log: logging.Logger
    propose: Callable[..., None]


Handler = Callable[[Any, Context[Any]], Awaitable[Reaction]]
Filter = Callable[[Any, Context[Any]], "Event | None"]
Lifespan = Callable[[Context[Any]], AbstractAsyncContextManager[None]]


@dataclass
class Plugin(Generic[C]):
    """A named set of handlers.

    `on` reacts (asynchronous, behind its own mailbox); `filter` admits, rewrites or drops an event
    (synchronous, in line, so it must be quick); `lifespan` opens and closes what the plugin needs.
    """

    name: str
    config: type[C] = NoConfig  # type: ignore[assignment]
    handlers: list[tuple[type[Event], Handler]] = field(default_factory=list, repr=False)
    filters: list[tuple[type[Event], Filter]] = field(default_factory=list, repr=False)
    opened: Lifespan | None = field(default=None, repr=False)

    def on(
        self, kind: type[E]
    ) -> Callable[
        [Callable[[E, Context[C]], Awaitable[Reaction]]],
        Callable[[E, Context[C]], Awaitable[Reaction]],
    ]:
        """Call the decorated handler for every event of this kind, one at a time, in order."""

        def remember(
            handler: Callable[[E, Context[C]], Awaitable[Reaction]],
        ) -> Callable[[E, Context[C]], Awaitable[Reaction]]:
            self.handlers.append((kind, handler))
            return handler

        return remember

    def filter(
        self, kind: type[E]
    ) -> Callable[[Callable[[E, Context[C]], E | None]], Callable[[E, Context[C]], E | None]]:
        """Ask the decorated function about every event of this kind before the show hears it.

        It returns the event, the event with another `text`, or None to drop it.
        """

        def remember(
            check: Callable[[E, Context[C]], E | None],
        ) -> Callable[[E, Context[C]], E | None]:
            self.filters.append((kind, check))
            return check

        return remember

    def lifespan(
        self, manage: Callable[[Context[C]], AbstractAsyncContextManager[None]]
    ) -> Callable[[Context[C]], AbstractAsyncContextManager[None]]:
        """Enter the decorated context manager when the show starts and leave it when it ends."""
        self.opened = manage
        return manage
