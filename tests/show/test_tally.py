"""The night's figures: questions asked are questions, and greetings are not."""

from __future__ import annotations

from chatbot.events import AudienceMember, ChatMessage
from chatbot.show.acts import Fate
from chatbot.show.tally import Tally


def said(name: str, at_ms: int) -> ChatMessage:
    viewer = AudienceMember(id=name, nick=name)
    return ChatMessage(id=name, source="gw", at_ms=at_ms, viewer=viewer, text=name)


def test_a_courtesy_is_no_question() -> None:
    tally = Tally()
    tally.saw(said("hi", 0), (Fate("gw/hi", "waiting", "a courtesy"),))
    tally.saw(said("hello", 5), (Fate("gw/hello", "merged", "a courtesy like gw/hi"),))
    tally.saw(said("price", 10), (Fate("gw/price", "waiting"),))
    tally.saw(said("stock", 20), (Fate("gw/stock", "waiting"),))
    tally.saw(said("x", 30), (Fate("gw/hi", "answered"), Fate("gw/price", "answered")))
    tally.saw(said("y", 40), (Fate("gw/hello", "expired", "too late for a courtesy"),))
    tally.saw(said("z", 50), (Fate("gw/stock", "expired", "waited longer than two minutes"),))
    summary = tally.summary()
    assert summary["messages"] == 7
    assert (summary["questions_asked"], summary["answered"]) == (2, 1)
    assert summary["missed"] == {"expired: waited longer than two minutes": 1}
