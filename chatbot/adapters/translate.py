"""Checked frames to the events of the show: cleans what viewers wrote."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from chatbot import events
from chatbot.adapters import frames
from chatbot.language.clean import clean_nick, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["to_event"]


# People write again, and write what others wrote; what is long is not kept.
_MEMORABLE = 64
_clean_again = lru_cache(maxsize=4096)(clean_text)


@lru_cache(maxsize=8192)
def _known(id: str, nick: str, role: str) -> events.AudienceMember:
    return events.AudienceMember(id, clean_nick(nick), role)


def _viewer(user: frames.User) -> events.AudienceMember:
    if user.nick and len(user.nick) <= _MEMORABLE:
        return _known(user.id, user.nick, user.known_role)
    return events.AudienceMember(
        user.id, clean_nick(user.nick) if user.nick else "", user.known_role
    )


def to_event(
    frame: frames.Frame,
    *,
    source: str,
    stale: bool = False,
    sent_ms: int | None = None,
    trust: frozenset[str] = frozenset(),
) -> events.Event:
    """Return the event; its id is the frame's. `sent_ms` is the stamp, corrected by the caller."""
    if type(frame) is frames.Chat:
        text = frame.text
        cleaned = _clean_again(text) if len(text) <= _MEMORABLE else clean_text(text)
        return events.ChatMessage(
            id=frame.id,
            source=source,
            viewer=_viewer(frame.user),
            text=cleaned.text,
            truncated=cleaned.truncated,
            stale=stale,
            sent_ms=sent_ms,
        )
    return _MAKERS[type(frame)](frame, source, trust)


_MAKERS: dict[type[frames.Frame], Callable[..., events.Event]] = {
    frames.Viewers: lambda f, s, _: events.ViewerCount(id=f.id, source=s, count=f.count),
    frames.Enter: lambda f, s, _: events.ViewerEntered(id=f.id, source=s, viewer=_viewer(f.user)),
    frames.Follow: lambda f, s, _: events.ViewerFollowed(id=f.id, source=s, viewer=_viewer(f.user)),
    frames.Share: lambda f, s, _: events.ViewerShared(id=f.id, source=s, viewer=_viewer(f.user)),
    frames.Like: lambda f, s, _: events.Liked(
        id=f.id, source=s, viewer=_viewer(f.user), count=f.count
    ),
    frames.Gift: lambda f, s, _: events.GiftSent(
        id=f.id,
        source=s,
        viewer=_viewer(f.user),
        name=clean_nick(f.name),
        count=f.count,
        value=f.value,
        currency=f.currency.upper() if f.currency else None,
        text=clean_text(f.text).text if f.text else "",
    ),
    frames.Cart: lambda f, s, _: events.CartAdded(
        id=f.id, source=s, viewer=_viewer(f.user), sku=f.sku, quantity=f.qty or 1
    ),
    frames.Order: lambda f, s, _: events.OrderPlaced(
        id=f.id,
        source=s,
        viewer=_viewer(f.user),
        sku=f.sku,
        quantity=f.qty or 1,
        amount=f.amount,
        currency=f.currency.upper() if f.currency else None,
    ),
    frames.Delete: lambda f, s, _: events.MessageDeleted(id=f.id, source=s, target=f.target),
    frames.Ban: lambda f, s, _: events.ViewerBanned(id=f.id, source=s, viewer=_viewer(f.user)),
    frames.Live: lambda f, s, trust: events.LiveState(
        id=f.id, source=s, state=f.state, trusted="live" in trust
    ),
    frames.Product: lambda f, s, trust: events.ProductSignal(
        id=f.id,
        source=s,
        sku=f.sku,
        action=f.action,
        stock=f.stock,
        amount=f.amount,
        currency=f.currency.upper() if f.currency else None,
        trusted="stock" in trust,
    ),
    frames.Unknown: lambda f, s, _: events.Other(id=f.id, source=s, type=f.type, data=f.data),
}
