"""The room's mood: what the chat feels moves the host's face, voice and small gestures, slowly."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chatbot.language.tone import only_impatient, tone_of
from chatbot.persona import MoodRule, MoodRules, Sober

if TYPE_CHECKING:
    from chatbot.language.reading import Reading

__all__ = [
    "CALM",
    "Gauge",
    "Mood",
    "Waiting",
    "face_for",
    "feeling_of",
    "felt",
    "quiet",
    "rule_of",
    "set_by_hand",
    "watch",
    "wrote",
]

FEELINGS = {
    "complaint": ("sober", 1.0),
    "impatience": ("hurried", 1.0),
    "laughter": ("playful", 1.0),
    "praise": ("warm", 1.0),
    "order": ("warm", 0.5),
    "cart": ("warm", 0.25),
    "greeting": ("warm", 0.25),
}
"""Which mood a feeling calls for, and how much of it; an order is praise that says little."""
GRAVEST_FIRST = ("sober", "hurried", "playful", "warm")
CHEERFUL = ("smile", "happy", "excited", "wink", "proud")
CALM = "neutral: nothing stands out"
MOST_HEARD = 300
MOST_WRITERS = 1_000
WORDS = {
    "complaint": "complaint",
    "impatience": "impatient message",
    "laughter": "laugh",
    "praise": "kind word",
    "order": "order",
    "cart": "cart",
    "greeting": "greeting",
}


@dataclass
class Gauge:
    """How much of one feeling there is: sums that halve as time passes.

    `level` sums the feeling, `voices` everybody who wrote; `heard` lists the latest as (when, what,
    who).
    """

    level: float = 0.0
    voices: float = 0.0
    at_ms: int = 0
    heard: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class Mood:
    """The mood in force, since when, and why; `hand_by` is who set it by hand, until when.

    `shown` is the face last asked of the renderers, `gestured_ms` when the host last moved.
    """

    name: str = "neutral"
    since_ms: int | None = None
    why: str = CALM
    gauges: dict[str, Gauge] = field(default_factory=dict)
    writers: dict[str, int] = field(default_factory=dict)
    quiet_until_ms: int = 0
    hand_by: str = ""
    hand_until_ms: int = 0
    shown: str = "neutral"
    gestured_ms: int = -(10**6)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many questions of how many viewers wait, and how long the oldest has."""

    questions: int = 0
    viewers: int = 0
    oldest_ms: int = 0


def feeling_of(text: str, reading: Reading) -> str:
    """What a message shows of its writer's feelings, the gravest of it, or ""."""
    if reading.intent == "complaint" and not only_impatient(text):
        return "complaint"
    return tone_of(text) or (reading.intent if reading.intent in FEELINGS else "")


def rule_of(rules: MoodRules, name: str) -> MoodRule | None:
    """The rule of this mood; the neutral one has none."""
    rule = getattr(rules, name, None)
    return rule if isinstance(rule, MoodRule) else None


def wrote(mood: Mood, viewer: str, now_ms: int, rules: MoodRules, *, bought: bool = False) -> None:
    """Count a viewer among those who write, once in a while.

    Who buys without a word counts among the cheerful only: orders outvote no complaint.
    """
    if now_ms - mood.writers.get(viewer, -(10**9)) < rules.once_s * 1000:
        return
    mood.writers.pop(viewer, None)
    mood.writers[viewer] = now_ms
    if len(mood.writers) > MOST_WRITERS:
        del mood.writers[next(iter(mood.writers))]
    for name in ("playful", "warm") if bought else GRAVEST_FIRST:
        _gauge(mood, name, now_ms, rules).voices += 1


def felt(mood: Mood, feeling: str, viewer: str, now_ms: int, rules: MoodRules) -> None:
    """Take in a feeling of a viewer; of one viewer the same counts once in a while."""
    name, weight = FEELINGS[feeling]
    gauge = _gauge(mood, name, now_ms, rules)
    lately_ms = now_ms - rules.once_s * 1000
    for at, what, who in reversed(gauge.heard):
        if at <= lately_ms:
            break
        if (what, who) == (feeling, viewer):
            return
    gauge.level += weight
    gauge.heard.append((now_ms, feeling, viewer))
    del gauge.heard[:-MOST_HEARD]


def watch(mood: Mood, now_ms: int, rules: MoodRules, waiting: Waiting) -> None:
    """Let time pass: with hysteresis and dwell, the mood follows what is felt."""
    levels = {name: _level(mood, name, now_ms, rules, waiting) for name in GRAVEST_FIRST}
    if levels["sober"] >= 1 or (mood.name == "sober" and not mood.hand_by):
        mood.quiet_until_ms = now_ms + round(rules.sober.no_pitch_s * 1000)
    if mood.hand_by:
        if now_ms < mood.hand_until_ms:
            return
        mood.hand_by = ""
    wanted = _wanted(mood.name, levels, rules)
    if wanted == mood.name:
        if levels.get(wanted, 0) >= 1 and _is_news(mood, wanted, now_ms, rules, waiting):
            mood.why = _why(mood, wanted, rules, waiting)
    elif mood.since_ms is None or now_ms - mood.since_ms >= rules.dwell_s * 1000:
        mood.name, mood.since_ms = wanted, now_ms
        mood.why = _why(mood, wanted, rules, waiting)


def set_by_hand(mood: Mood, name: str, by: str, now_ms: int, lasts_ms: int) -> None:
    """A person sets the mood for a while; `auto` gives it back to the room at once."""
    if name == "auto":
        mood.hand_by, mood.since_ms = "", None
        return
    mood.name, mood.since_ms, mood.why = name, now_ms, f"{name}: set by {by}"
    mood.hand_by, mood.hand_until_ms = by, now_ms + lasts_ms


def quiet(mood: Mood, now_ms: int) -> bool:
    """True while nothing is to be sold: the room complains, or did not long ago."""
    return mood.name == "sober" or (not mood.hand_by and now_ms < mood.quiet_until_ms)


def face_for(mood: Mood, rules: MoodRules, own: str) -> str:
    """The mood of a line whose own is `own`: a neutral one takes the room's."""
    rule = rule_of(rules, mood.name)
    if rule is None:
        return own
    if own == "neutral" or (isinstance(rule, Sober) and own in CHEERFUL):
        return rule.face
    return own


def _gauge(mood: Mood, name: str, now_ms: int, rules: MoodRules) -> Gauge:
    """The gauge of a mood, as it has sunk until now."""
    gauge = mood.gauges.setdefault(name, Gauge(at_ms=now_ms))
    rule = rule_of(rules, name)
    assert rule is not None
    if now_ms > gauge.at_ms:
        left = 0.5 ** ((now_ms - gauge.at_ms) / 1000 / rule.half_life_s)
        gauge.level, gauge.voices, gauge.at_ms = gauge.level * left, gauge.voices * left, now_ms
        forgotten_ms = now_ms - _window_ms(rule)
        while gauge.heard and gauge.heard[0][0] <= forgotten_ms:
            del gauge.heard[0]
    return gauge


def _window_ms(rule: MoodRule) -> int:
    """How far back the reason looks: until three quarters of a feeling are gone."""
    return round(2 * rule.half_life_s * 1000)


def _level(mood: Mood, name: str, now_ms: int, rules: MoodRules, waiting: Waiting) -> float:
    """How much calls for this mood; 1 brings it. A few viewers alone call for nothing."""
    gauge, rule = _gauge(mood, name, now_ms, rules), rule_of(rules, name)
    assert rule is not None
    level = gauge.level / max(rule.at_least, rule.share * gauge.voices)
    if level >= rules.release and not _of_several(gauge, rules.viewers):
        level = 0.0
    return max(level, _pile(rules, waiting)) if name == "hurried" else level


def _is_news(mood: Mood, name: str, now_ms: int, rules: MoodRules, waiting: Waiting) -> bool:
    """Whether the reason may be another than a moment ago."""
    heard = mood.gauges[name].heard
    just_now = bool(heard) and heard[-1][0] == now_ms
    return just_now or (name == "hurried" and _pile(rules, waiting) >= 1)


def _of_several(gauge: Gauge, viewers: int) -> bool:
    """Whether so many different viewers are among the latest heard."""
    known: set[str] = set()
    for _, _, who in reversed(gauge.heard):
        known.add(who)
        if len(known) >= viewers:
            return True
    return False


def _pile(rules: MoodRules, waiting: Waiting) -> float:
    """How far questions pile up: many of them, and old."""
    if waiting.viewers < rules.viewers:
        return 0.0
    many = min(waiting.questions, waiting.viewers) / rules.hurried.questions
    return min(many, waiting.oldest_ms / 1000 / rules.hurried.wait_s)


def _wanted(now: str, levels: dict[str, float], rules: MoodRules) -> str:
    """The mood that is called for; the one in force is let go later than it came."""
    for name in GRAVEST_FIRST:
        if levels[name] >= 1 or (name == now and levels[name] >= rules.release):
            return name
    return "neutral"


def _why(mood: Mood, name: str, rules: MoodRules, waiting: Waiting) -> str:
    """The reason in one sentence."""
    rule = rule_of(rules, name)
    if rule is None:
        return CALM
    heard = mood.gauges[name].heard
    viewers = len({who for _, _, who in heard})
    if name == "hurried" and (viewers < rules.viewers or _pile(rules, waiting) >= 1):
        return (
            f"hurried: {waiting.questions} questions waiting and the oldest for"
            f" {waiting.oldest_ms // 1000} s"
        )
    counts = Counter(what for _, what, _ in heard)
    most = sorted(counts.items(), key=lambda pair: (-pair[1] * FEELINGS[pair[0]][1], pair[0]))
    told = " and ".join(f"{n} {WORDS[what]}{'s' if n > 1 else ''}" for what, n in most[:2])
    minutes = _window_ms(rule) / 60_000
    span = f"{minutes:g} minute{'s' if minutes != 1 else ''}"
    return f"{name}: {told} in {span} from {viewers} viewers"
