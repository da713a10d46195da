"""Checked frames to the events of the show: cleans what viewers wrote."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from chatbot import events
from chatbot.adapters import frames
from chatbot.language.clean import clean_nick, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["chat_event", "to_event"]


# People write again, and write what others wrote; what is long is not kept.
_MEMORABLE = 64
_clean_again = lru_cache(maxsize=4096)(clean_text)


@lru_cache(maxsize=8192)
def _known(id: str, nick: str, role: str | None) -> events.AudienceMember:
    known_role = role if role in frames.ROLES else "viewer"
    return events.AudienceMember(id, clean_nick(nick), known_role)


def _viewer(user: frames.User) -> events.AudienceMember:
    nick = user.nick
    if nick and len(nick) <= _MEMORABLE:
        return _known(user.id, nick, user.role)
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
        return chat_event(frame, source, stale, sent_ms)
    return _MAKERS[type(frame)](frame, source, trust)


def _setter(name: str) -> Callable[[events.ChatMessage, object], None]:
    setter: Callable[[events.ChatMessage, object], None] = getattr(events.ChatMessage, name).__set__
    return setter


_new = object.__new__
_set_id, _set_source, _set_viewer, _set_text = map(_setter, ("id", "source", "viewer", "text"))
_set_truncated, _set_stale, _set_sent_ms = map(_setter, ("truncated", "stale", "sent_ms"))
_set_at_ms, _set_cause, _set_shared_from = map(_setter, ("at_ms", "cause", "shared_from"))
_set_kept = _setter("kept")


def chat_event(
    frame: frames.Chat, source: str, stale: bool, sent_ms: int | None
) -> events.ChatMessage:
    """A chat line's event; the commonest by far.

    It is put together slot by slot: the initializer of a frozen dataclass takes twice as long,
    which in a flood is a tenth of all there is to do.
    """
    text = frame.text
    cleaned = _clean_again(text) if len(text) <= _MEMORABLE else clean_text(text)
    message = _new(events.ChatMessage)
    _set_id(message, frame.id)
    _set_source(message, source)
    _set_viewer(message, _viewer(frame.user))
    _set_text(message, cleaned.text)
    _set_truncated(message, cleaned.truncated)
    _set_stale(message, stale)
    _set_sent_ms(message, sent_ms)
    _set_at_ms(message, 0)
    _set_cause(message, None)
    _set_shared_from(message, "")
    _set_kept(message, "")
    return message


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
