"""At the start of a show: may its rundown air, and how much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.errors import CannotGoOnAir
from chatbot.show.signed import script_of

if TYPE_CHECKING:
    from chatbot.loading import ShowFiles
    from chatbot.show.signed import Script

__all__ = ["script_at_start"]


def script_at_start(files: ShowFiles) -> Script:
    """What of the rundown airs.

    Raises:
        CannotGoOnAir: nothing but approved lines may be said, and there is none.
    """
    only_approved = files.show.policy.autonomy == "script"
    script = script_of(
        files.rundown, files.approvals, files.catalog, files.persona, files.show.language,
        only_approved=only_approved,
    )  # fmt: skip
    if only_approved and not script.approved:
        show = files.path
        if files.rundown is None:
            remedy = f"it has no rundown: chatbot script draft {show}"
        elif script.stale:
            remedy = f"{script.stale} are stale ({script.reasons[0]}): chatbot script review {show}"
        else:
            remedy = f"chatbot script review {show}, then chatbot script approve {show} --all"
        raise CannotGoOnAir(
            f"{show}: with 'autonomy: script' only approved lines are said, and none is approved; "
            f"{remedy}"
        )
    return script
