"""The console's script panel over HTTP: read by whoever may sign, every change kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from chatbot.errors import ChatbotError
from chatbot.web.answers import error_answer, json_answer, json_body, read_as, who_may
from chatbot.web.deeds import Deed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response

    from chatbot.web.deeds import Keep
    from chatbot.web.sessions import Who

__all__ = ["Script", "ScriptPanel", "ScriptRequest"]


class Script(Protocol):
    """A rundown that people work on; each call reads and writes files, so it may take a while."""

    def outline(self) -> dict[str, Any]:
        """The segments."""
        ...

    def segment(self, number: int) -> dict[str, Any]:
        """The lines of one."""
        ...

    def check(self, number: int, lang: str, text: str) -> dict[str, Any]:
        """The gate's opinion of a text that is being written."""
        ...

    def edit(self, number: int, lang: str, text: str, version: str) -> dict[str, Any]:
        """Write it."""
        ...

    def sign(self, numbers: Sequence[int], by: str, version: str, *, take: bool) -> dict[str, Any]:
        """Sign lines, or take the signature back."""
        ...

    def move(self, number: int, to: int, version: str) -> dict[str, Any]:
        """Re-order segments."""
        ...


class ScriptRequest(BaseModel):
    """What is asked of the script; which fields apply depends on `do`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    do: Literal["check", "edit", "approve", "revoke", "move"]
    number: Annotated[int, Field(ge=1, le=100_000)] = 1
    numbers: Annotated[tuple[int, ...], Field(max_length=2_000)] = ()
    lang: Annotated[str, Field(pattern="^[a-z]{2}$")] = "zh"
    text: Annotated[str, Field(max_length=2_000)] = ""
    to: Annotated[int, Field(ge=1, le=10_000)] = 1
    version: Annotated[str, Field(max_length=64)] = ""


class ScriptPanel:
    """GET reads, POST does; only who may act on the script is heard."""

    def __init__(
        self, script: Script, who: Callable[[HTTPConnection], Who | None], keep: Keep
    ) -> None:
        self._script, self._who, self._keep = script, who, keep

    async def read(self, request: Request) -> Response:
        """The segments, or with `?segment=N` the lines of one."""
        who_may(self._who(request), "script")
        number = request.query_params.get("segment", "")
        try:
            if number.isascii() and number.isdigit() and len(number) < 6:
                found = await asyncio.to_thread(self._script.segment, int(number))
            else:
                found = await asyncio.to_thread(self._script.outline)
        except ChatbotError as error:
            return error_answer(409, str(error))
        return json_answer(found)

    async def write(self, request: Request) -> Response:
        """Do what the body asks: 200 done, 409 refused with the reason."""
        body = await json_body(request)
        who = who_may(self._who(request), "script")
        asked = read_as(ScriptRequest, body)
        reason = ""
        try:
            found = await asyncio.to_thread(self._do, asked, who.name)
        except ChatbotError as error:
            found, reason = {}, str(error)
        if asked.do != "check":
            fields = asked.model_dump(mode="json", exclude={"do"}, exclude_defaults=True)
            self._keep(
                Deed(
                    who=who.name, role=who.role, action=f"script_{asked.do}",
                    result="refused" if reason else "done", reason=reason, asked=fields,
                )
            )  # fmt: skip
        return error_answer(409, reason) if reason else json_answer(found)

    def _do(self, asked: ScriptRequest, by: str) -> dict[str, Any]:
        script = self._script
        match asked.do:
            case "check":
                return script.check(asked.number, asked.lang, asked.text)
            case "edit":
                return script.edit(asked.number, asked.lang, asked.text, asked.version)
            case "move":
                return script.move(asked.number, asked.to, asked.version)
            case "approve" | "revoke":
                take = asked.do == "revoke"
                return script.sign(asked.numbers, by, asked.version, take=take)
