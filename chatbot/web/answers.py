"""What endpoints share: JSON in and out, who may ask, and what is wrong with what they ask."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from chatbot.web.auth import allowed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from chatbot.web.sessions import Who

__all__ = ["error_answer", "first_wrong", "json_answer", "json_body", "read_as", "who_may"]

Asked = TypeVar("Asked", bound=BaseModel)

BODY_LIMIT = 16 * 1024
BODY_WITHIN_S = 10.0


def json_answer(data: Any, status: int = 200) -> Response:
    """An answer that holds this."""
    from starlette.responses import Response

    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, status, media_type="application/json")


def error_answer(status: int, message: str, *, retry_after_s: float = 0.0, **more: Any) -> Response:
    """A refusal as JSON; `retry_after_s` asks to wait."""
    answer = json_answer({"error": message, **more}, status)
    if retry_after_s:
        answer.headers["retry-after"] = str(max(1, round(retry_after_s)))
    return answer


async def json_body(request: Request) -> Any:
    """The body as JSON; only `application/json`, which no foreign form can send.

    Raises:
        HTTPException: 415, 413, 408 or 400 for another kind, too much, too slow, or no JSON.
    """
    from starlette.exceptions import HTTPException

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "send application/json")
    body = b""
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > BODY_LIMIT:
                    raise HTTPException(413, f"at most {BODY_LIMIT} bytes")
    except TimeoutError:
        raise HTTPException(408, "the body did not come in time") from None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is not JSON") from None


def who_may(who: Who | None, what: str, otherwise: str = "sign in as a moderator") -> Who:
    """Who asks, where the table of rights lets them.

    Raises:
        HTTPException: 401 or 403 with `otherwise`.
    """
    from starlette.exceptions import HTTPException

    if who is None or not allowed(who.role, what):
        raise HTTPException(401 if who is None else 403, otherwise)
    return who


def read_as(model: type[Asked], body: Any) -> Asked:
    """A decoded body as what it asks for.

    Raises:
        HTTPException: 400 with the first field that is wrong.
    """
    from starlette.exceptions import HTTPException

    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise HTTPException(400, first_wrong(error)) from None


def first_wrong(error: ValidationError) -> str:
    """The first field that is wrong, and what it takes; never what was sent."""
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))[:64]}: {first['msg']}"
