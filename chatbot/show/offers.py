"""Offers and coupons by their own times: announced, recalled, called a last time, and over.

What is due depends on the catalog, the wall clock and what came before. The words are chosen as the
sentence begins: what has ended by then is not said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from chatbot.catalog import local
from chatbot.commands import At, Command, Mark, PointToBuy, Priority, Say, ShowProduct
from chatbot.language.money import day, money, time_left
from chatbot.show.disclosure import disclosure_due
from chatbot.show.draw import draw, draw_number
from chatbot.show.lines import fill, slots_of
from chatbot.show.memory import OfferTold, Wish
from chatbot.show.mood import quiet
from chatbot.show.programme import line_slots, sellable

if TYPE_CHECKING:
    from chatbot.catalog import Catalog, Product, Promotion
    from chatbot.show.state import ShowState

__all__ = ["Moment", "Term", "commands_for", "due", "files_changed", "look", "next_moment", "terms"]

Moment = Literal["announce", "remind", "last_call", "last_minute", "over"]

BREATH = timedelta(seconds=90)
"""Between two offers that nothing presses, and before the first."""
REMIND_EVERY = timedelta(minutes=20)
LAST_CALLS: tuple[tuple[Moment, timedelta, timedelta, timedelta], ...] = (
    ("last_minute", timedelta(seconds=75), timedelta(seconds=30), timedelta(minutes=2)),
    ("last_call", timedelta(minutes=10), timedelta(minutes=3), timedelta(minutes=5)),
)
"""From and until how long before the end, and how long nothing was said of it before."""
OVER_WITHIN = timedelta(minutes=5)
"""Later than this nobody is told any more that something ended."""
SAID_WITHIN_MS = {"announce": 300_000, "remind": 300_000, "over": 180_000}
LOOK_EVERY_MS = 1_000
PRESSING = ("over", "last_minute", "last_call")
ENDS_IN_WITHIN = timedelta(hours=6)
"""From here on a line says how long is left rather than the day."""


@dataclass(frozen=True)
class Term:
    """An offer on a product (`of` is its sku) or a coupon (its code), from when to when."""

    kind: Literal["offer", "coupon"]
    of: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def key(self) -> str:
        """What it is remembered by: with other times it is another."""
        return f"{self.kind} {self.of} {_iso(self.starts_at)} {_iso(self.ends_at)}"

    def runs(self, wall: datetime) -> bool:
        """Whether it is in force."""
        begun = self.starts_at is None or self.starts_at <= wall
        return begun and not self.ended(wall)

    def ended(self, wall: datetime) -> bool:
        """Whether it is over."""
        return self.ends_at is not None and self.ends_at <= wall


def terms(catalog: Catalog, currency: str) -> tuple[Term, ...]:
    """What may be announced in this currency: reductions of what can be sold, and coupons."""
    offers = (
        Term("offer", p.sku, p.offer.starts_at, p.offer.ends_at)
        for p in catalog.products
        if p.offer and sellable(p) and currency in p.price
        if currency in (p.prior_price_30d_lowest or {})
    )
    coupons = (
        Term("coupon", c.code, c.starts_at, c.ends_at)
        for c in catalog.promotions
        if currency in c.effect
    )
    return (*offers, *coupons)


def due(term: Term, told: OfferTold | None, wall: datetime) -> Moment | None:
    """What is to be said of it now; each moment comes once, but for reminders."""
    if told is None:
        late = term.ends_at is not None and term.ends_at - wall < LAST_CALLS[0][2]
        return "announce" if term.runs(wall) and not late else None
    if term.ends_at is not None and term.ended(wall):
        in_time = wall - term.ends_at <= OVER_WITHIN
        return "over" if in_time and "over" not in told.moments else None
    if not term.runs(wall):
        return None
    since = wall - _moment(told.last_ms)
    if term.ends_at is None:
        return "remind" if since >= REMIND_EVERY else None
    left = term.ends_at - wall
    for name, begins, ends, pause in LAST_CALLS:
        if ends <= left <= begins:
            return name if since >= pause and name not in told.moments else None
    calm = left > LAST_CALLS[1][1] + LAST_CALLS[1][3]
    return "remind" if calm and since >= REMIND_EVERY else None


def look(state: ShowState) -> None:
    """Wish for what has become due, one at a time: the most pressing first."""
    memory = state.memory
    early = 0 <= memory.now_ms - memory.offers_looked_ms < LOOK_EVERY_MS
    if early or not memory.texts or not _may_speak(state):
        return
    memory.offers_looked_ms = memory.now_ms
    wall = state.wall
    last_ms = max((t.last_ms for t in memory.offers.values()), default=memory.started_wall_ms)
    breath = wall - _moment(last_ms) >= BREATH
    ready = []
    for term in terms(state.catalog, state.currency):
        name = due(term, memory.offers.get(term.key), wall)
        if name is None or not (breath or name in PRESSING) or not _fitting(state, name):
            continue
        rank = PRESSING.index(name) if name in PRESSING else len(PRESSING)
        ready.append((rank, name != "announce", _iso(term.ends_at) or "~", term.key, name, term))
    if ready:
        *_, name, term = min(ready, key=lambda found: found[:4])
        _wish(state, term, name)


def files_changed(state: ShowState) -> None:
    """Say to those who watch what in a catalog is over already: nothing is said of it."""
    for term in terms(state.catalog, state.currency):
        if term.ends_at is not None and term.ended(state.wall):
            when = f"{term.ends_at.astimezone(state.timezone):%Y-%m-%d %H:%M}"
            state.tell(
                "warning", term.of, f"the {term.kind} ended on {when}: nothing is said of it"
            )


def next_moment(state: ShowState) -> tuple[datetime, str, Term] | None:
    """What comes next by the clock, and when: for those who watch."""
    coming = [
        (at, name, term)
        for term in terms(state.catalog, state.currency)
        for at, name in _to_come(term, state.memory.offers.get(term.key), state.wall)
    ]
    return min(coming, key=lambda c: (c[0], c[2].key), default=None)


def commands_for(state: ShowState, wish: Wish, *, pointing: bool) -> tuple[Command, ...]:
    """The words of a wish that `look` made, with what is shown; () where they came too late."""
    kind, name, of = wish.reason.split(" ", 2)
    wall, lang = state.wall, state.show.language
    term = next(
        (t for t in terms(state.catalog, state.currency) if (f"{t.kind}:", t.of) == (kind, of)),
        None,
    )
    if term is None or not _still_true(term, name, wall) or not _fitting(state, name):
        return ()
    product = state.catalog.get(of) if term.kind == "offer" else None
    coupon = None if product else next(c for c in state.catalog.promotions if c.code == of)
    slots = _slots(state, term, product, coupon)
    text = _line(state, f"{term.kind}.{_bank(name, coupon, state.currency)}", slots, wish.id)
    if text is None:
        return ()
    mood = "neutral" if name == "over" else "happy"
    commands: list[Command] = [Say(text[0], lang, mood, text[1])]
    if product is not None and name != "over":
        if product.sku != state.memory.on_screen:
            commands.insert(0, ShowProduct(product.sku))
        if pointing and text[1]:
            commands.append(PointToBuy(product.sku, At("buy")))
    return tuple(commands)


# -- when ----------------------------------------------------------------------------------------


def _iso(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def _moment(wall_ms: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=wall_ms)


def _may_speak(state: ShowState) -> bool:
    """A seller on the air, who has said who speaks, and of whom no offer waits to be said."""
    memory = state.memory
    if state.persona.kind != "seller" or memory.mode != "on_air" or memory.leaving is not None:
        return False
    programme = memory.programme
    if programme.silent or not programme.opened or disclosure_due(state):
        return False
    said = memory.onstage.wished if memory.onstage else None
    return not any(is_offer(wish) for wish in (*memory.wishes, *((said,) if said else ())))


def is_offer(wish: Wish) -> bool:
    """Whether `look` made this wish."""
    return wish.reason.startswith(("offer: ", "coupon: "))


def _fitting(state: ShowState, name: str) -> bool:
    """That something ended is always said; nothing else while the room complains, or by script."""
    doubtful = state.scripted or "price" in state.stale
    return name == "over" or not (doubtful or quiet(state.memory.mood, state.memory.now_ms))


def _still_true(term: Term, name: str, wall: datetime) -> bool:
    return term.ended(wall) if name == "over" else term.runs(wall)


def _to_come(term: Term, told: OfferTold | None, wall: datetime) -> list[tuple[datetime, str]]:
    if term.ended(wall):
        return []
    if told is None:
        return [(max(term.starts_at or wall, wall), "announce")]
    if term.ends_at is None:
        return []
    calls = [(term.ends_at - begins, name) for name, begins, _, _ in LAST_CALLS]
    return [(at, name) for at, name in (*calls, (term.ends_at, "over")) if at > wall]


def _wish(state: ShowState, term: Term, name: Moment) -> None:
    memory = state.memory
    told = memory.offers.setdefault(term.key, OfferTold())
    told.last_ms = memory.started_wall_ms + memory.now_ms
    if name not in told.moments:
        told.moments.append(name)
    within_ms = SAID_WITHIN_MS.get(name, 120_000)
    if term.ends_at is not None and name != "over":
        left_ms = int((term.ends_at - state.wall).total_seconds() * 1000)
        within_ms = max(1, min(within_ms, left_ms))
    state.wish(
        Wish(
            id=f"{name} {term.key} {memory.now_ms}",
            commands=(),
            priority=int(Priority.NOTICE),
            reason=f"{term.kind}: {name} {term.of}",
            at_ms=memory.now_ms,
            expires_at_ms=memory.now_ms + within_ms,
            after_answers=True,
        )
    )
    state.tell("info", term.of, f"{term.kind}: {name.replace('_', ' ')}{_until(state, term)}")
    if name == "over" and term.kind == "offer":
        state.tell("warning", term.of, "its offer is over: see that the price still holds")


def _until(state: ShowState, term: Term) -> str:
    if term.ends_at is None:
        return ""
    return f" (ends {term.ends_at.astimezone(state.timezone):%Y-%m-%d %H:%M})"


# -- words ---------------------------------------------------------------------------------------


def _bank(name: str, coupon: Promotion | None, currency: str) -> str:
    if coupon is not None and name in ("announce", "remind"):
        return "announce" if currency in coupon.min_order else "announce_plain"
    return "last_call" if name == "last_minute" else name


def _slots(
    state: ShowState, term: Term, product: Product | None, coupon: Promotion | None
) -> dict[str, str]:
    lang, currency = state.show.language, state.currency
    slots = line_slots(state, product, state.pitch(), 0)
    if product is not None and product.prior_price_30d_lowest:
        slots["was"] = money(product.prior_price_30d_lowest[currency], currency, lang)
    if coupon is not None:
        slots["code"] = coupon.code
        slots["effect"] = money(coupon.effect[currency], currency, lang)
        if currency in coupon.min_order:
            slots["min_order"] = money(coupon.min_order[currency], currency, lang)
    slots.pop("ends", None)
    slots.pop("ends_in", None)
    if product is not None:
        slots["name"] = local(product.name, lang)
    if term.ends_at is not None and not term.ended(state.wall):
        left = term.ends_at - state.wall
        if left < ENDS_IN_WITHIN:
            slots["ends_in"] = time_left(left, lang)
        else:
            slots["ends"] = day(term.ends_at.astimezone(state.timezone), lang)
    return slots


def _line(
    state: ShowState, name: str, slots: dict[str, str], cause: str
) -> tuple[str, tuple[Mark, ...]] | None:
    """One of the lines that say as much of the end as is known."""
    templates = state.phrases.get(name, state.show.language)
    timed = {"ends", "ends_in"} & slots.keys()
    if timed:
        templates = tuple(t for t in templates if timed & slots_of(t))
    lines = [line for line in (fill(t, slots) for t in templates) if line is not None]
    if not lines:
        return None
    recent = [line for line in lines if line[0] in state.memory.recent]
    return draw(lines, draw_number(state.memory.seed, cause), recent)
