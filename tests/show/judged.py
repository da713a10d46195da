"""What the gate thinks of a line in a shop of the test's own."""

from __future__ import annotations

from datetime import datetime

from chatbot.catalog import Catalog
from chatbot.show.gate import GateContext, Verdict, judge

WALL = datetime.fromisoformat("2026-06-12T21:00:00+08:00")


def verdict_in(catalog: Catalog, text: str, lang: str, *, by_machine: bool) -> Verdict:
    """The verdict on a line, said in this shop in China on an evening in June."""
    context = GateContext(
        catalog=catalog, room_lang=lang, languages=(lang,), market="cn",
        wall=WALL, by_machine=by_machine,
    )  # fmt: skip
    return judge(text, lang, context)
