"""A chat row in the reader's language, over HTTP: asked by the row's id, never by foreign words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from chatbot.errors import ChatbotError
from chatbot.web.answers import error_answer, json_answer, json_body, read_as, who_may
from chatbot.web.deeds import Deed

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response

    from chatbot.web.deeds import Keep
    from chatbot.web.sessions import Who

__all__ = ["TranslationDesk", "TranslationRequest", "Translator"]


class Translator(Protocol):
    """Whoever translates the messages of a show."""

    async def translate(self, message_id: str, to: str) -> dict[str, str]:
        """The message in this language: `text`, and `by` whom.

        Raises:
            ChatbotError: there is no translation; its `kind`, where it has one, says why.
        """
        ...


class TranslationRequest(BaseModel):
    """Which message, and the language it is wanted in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(min_length=1, max_length=256)]
    to: Literal["zh", "en", "fr"]


class TranslationDesk:
    """A model's tokens are spent here: moderators only, and each asking is kept in the log."""

    def __init__(
        self, translator: Translator, who: Callable[[HTTPConnection], Who | None], keep: Keep
    ) -> None:
        self._translator, self._who, self._keep = translator, who, keep

    async def write(self, request: Request) -> Response:
        """200 with the translation, 409 with why there is none."""
        body = await json_body(request)
        who = who_may(self._who(request), "translate")
        asked = read_as(TranslationRequest, body)
        found, reason, kind = dict[str, str](), "", ""
        try:
            found = await self._translator.translate(asked.id, asked.to)
        except ChatbotError as error:
            reason, kind = str(error), str(getattr(error, "kind", ""))
        self._keep(
            Deed(
                who=who.name, role=who.role, action="translate",
                result="refused" if reason else "done", reason=reason, asked=asked.model_dump(),
            )
        )  # fmt: skip
        return error_answer(409, reason, why=kind) if reason else json_answer(found)
