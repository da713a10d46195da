"""The room's one inbox: three lanes, bounded, ordered within each."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from typing import Literal

from chatbot.events import ChatMessage, Event, Lane, Liked, Other, ViewerEntered, ViewerShared

__all__ = ["Bus", "Fate", "OnFate"]

Fate = Literal["kept", "duplicate", "shed", "dropped"]
OnFate = Callable[[Fate], None]
Item = tuple[Event, OnFate | None]

CHATTER = (ViewerEntered, ViewerShared, Liked, Other)


class Bus:
    """Events in, in the order the room takes them out.

    CONTROL comes first and is never shed: only our own parts and signed-in people write there.
    LATEST keeps the newest of each (type, source, slot). CHAT holds `chat_size` events and, when
    full, lets the oldest chatter go before anything that `matters`. Every event let go is counted
    in `shed` by reason, and its `on_fate` hears `shed`.
    """

    def __init__(self, *, chat_size: int = 512, matters: Callable[[str], bool] | None = None):
        self._control: deque[Item] = deque()
        self._latest: dict[tuple[type[Event], str, str], Item] = {}
        self._chat: deque[tuple[int, Item]] = deque()
        self._chatter: deque[tuple[int, Item]] = deque()
        self._chat_size = chat_size
        self._matters = matters or (lambda text: True)
        self._order = 0
        self._waiter: asyncio.Future[None] | None = None
        self.shed: Counter[str] = Counter()
        self.chat_open = True

    def put(self, event: Event, on_fate: OnFate | None = None) -> None:
        """Take an event; never waits. `on_fate` is called once its fate is final."""
        if event.lane is Lane.CONTROL:
            self._control.append((event, on_fate))
        elif event.lane is Lane.LATEST:
            slot = (type(event), event.source, event.slot)
            replaced = self._latest.pop(slot, None)
            self._latest[slot] = (event, on_fate)
            if replaced is not None:
                self._let_go(replaced, "replaced by a newer one")
        else:
            self._put_chat((event, on_fate))
        if self._waiter is not None:
            if not self._waiter.done():
                self._waiter.set_result(None)
            self._waiter = None

    def _put_chat(self, item: Item) -> None:
        event = item[0]
        if isinstance(event, ChatMessage):
            chatter = not self._matters(event.text)
        else:
            chatter = isinstance(event, CHATTER)
        if len(self._chat) + len(self._chatter) >= self._chat_size:
            if self._chatter:
                self._let_go(self._chatter.popleft()[1], "chatter")
            elif chatter:
                self._let_go(item, "chatter")
                return
            else:
                self._let_go(self._chat.popleft()[1], "question")
        self._order += 1
        (self._chatter if chatter else self._chat).append((self._order, item))

    def _let_go(self, item: Item, reason: str) -> None:
        self.shed[reason] += 1
        if item[1] is not None:
            item[1]("shed")

    def __len__(self) -> int:
        return len(self._control) + len(self._latest) + len(self._chat) + len(self._chatter)

    def rest(self) -> list[Item]:
        """What waits in the CONTROL lane, taken out without waiting."""
        waiting = list(self._control)
        self._control.clear()
        return waiting

    async def take(self, most: int = 64) -> list[Item]:
        """Wait for events and return up to `most` of them, CONTROL first.

        While `chat_open` is false the CHAT lane stays where it is (and sheds when full).
        """
        while not (
            self._control or self._latest or (self.chat_open and (self._chat or self._chatter))
        ):
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        taken: list[Item] = []
        control = self._control
        while control and len(taken) < most:
            taken.append(control.popleft())
        while self._latest and len(taken) < most:
            taken.append(self._latest.pop(next(iter(self._latest))))
        if self.chat_open:
            chat, chatter = self._chat, self._chatter
            while len(taken) < most and (chat or chatter):
                first = chat if not chatter or (chat and chat[0][0] < chatter[0][0]) else chatter
                taken.append(first.popleft()[1])
        return taken
