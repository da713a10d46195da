"""The files of the show's avatar, for the stage page: those that it shows, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.web.answers import error_answer, json_answer

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from chatbot.files.faces import Face

__all__ = ["look_routes"]


def look_routes(face: Face) -> list[Route]:
    """Which avatar the page shows (`/avatar.json`), and each of its files by name."""
    from starlette.responses import FileResponse
    from starlette.routing import Route

    async def look(_: Request) -> Response:
        return json_answer(face.manifest)

    async def file(request: Request) -> Response:
        name, _, suffix = request.path_params["file"].rpartition(".")
        path = face.files.get(name)
        if path is None or path.suffix.lower() != f".{suffix}" or not path.is_file():
            return error_answer(404, "the avatar has no such file")
        return FileResponse(path, media_type=face.media_type(name))

    async def part(request: Request) -> Response:
        path = face.parts.get(request.path_params["file"])
        if path is None or not path.is_file():
            return error_answer(404, "the avatar has no such part")
        return FileResponse(path, media_type="text/javascript")

    return [
        Route("/avatar.json", look),
        Route("/avatar/lib/{file}", part),
        Route("/avatar/{file}", file),
    ]
