"""The console's plugin panel over HTTP: moderators see the plugins, the owner sets them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

from chatbot.errors import ChatbotError
from chatbot.web.answers import error_answer, json_answer, json_body, read_as, who_may
from chatbot.web.auth import allowed
from chatbot.web.deeds import Deed

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response

    from chatbot.web.deeds import Keep
    from chatbot.web.sessions import Who

__all__ = ["PluginPanel", "PluginRequest", "Plugins"]


class Plugins(Protocol):
    """The plugins of a show."""

    def overview(self) -> dict[str, Any]:
        """All of them."""
        ...

    def change(self, name: str, settings: dict[str, Any], *, save: bool) -> dict[str, Any]:
        """What saving these settings changes in the show file; it is done where `save`."""
        ...


class PluginRequest(BaseModel):
    """Settings of a plugin, to look at the difference or to save."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=128)]
    settings: dict[str, Any] = Field(default_factory=dict)
    save: bool = False


class PluginPanel:
    """GET shows, POST changes; moderators see, the owner saves."""

    def __init__(
        self, plugins: Plugins, who: Callable[[HTTPConnection], Who | None], keep: Keep
    ) -> None:
        self._plugins, self._who, self._keep = plugins, who, keep

    async def read(self, request: Request) -> Response:
        """All plugins, with their settings for the owner only."""
        who = who_may(self._who(request), "plugin")
        found = self._plugins.overview()
        if not allowed(who.role, "plugins"):
            hidden = ("schema", "settings", "about")
            found["plugins"] = [
                {key: value for key, value in row.items() if key not in hidden}
                for row in found["plugins"]
            ]
        return json_answer(found)

    async def write(self, request: Request) -> Response:
        """The difference that these settings make, saved or not."""
        body = await json_body(request)
        who = who_may(self._who(request), "plugins", "only an owner changes settings")
        asked = read_as(PluginRequest, body)
        found, reason = {}, ""
        try:
            found = await asyncio.to_thread(
                self._plugins.change, asked.name, asked.settings, save=asked.save
            )
        except ChatbotError as error:
            reason = str(error)
        except OSError as error:
            reason = f"the show file cannot be written: {error.strerror}"
        if asked.save:
            self._keep(
                Deed(
                    who=who.name, role=who.role, action="plugin_settings",
                    result="refused" if reason else "done", reason=reason,
                    asked={"name": asked.name},
                )
            )  # fmt: skip
        return error_answer(409, reason) if reason else json_answer(found)
