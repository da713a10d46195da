"""What the director decides. Acts are data: the room records them, then carries them out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from chatbot.commands import Cue, Pin, Reply, command_to_data

if TYPE_CHECKING:
    from chatbot.language.reading import Reading
    from chatbot.show.brief import Brief
    from chatbot.show.memory import Programme

__all__ = [
    "Act",
    "Ask",
    "Fate",
    "Interrupt",
    "Perform",
    "Platform",
    "Posture",
    "Prepare",
    "Raise",
    "Refuse",
    "Rest",
    "Suggest",
    "Understand",
    "act_to_data",
]


@dataclass(frozen=True, slots=True)
class Ask:
    """Get an answer for this brief."""

    brief: Brief


@dataclass(frozen=True, slots=True)
class Understand:
    """Have an embedding look at a message, knowing what the rules made of it."""

    message_id: str
    text: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Perform:
    """Say and show this now; `programme` is where the programme stands after a line of its own."""

    cue: Cue
    programme: Programme | None = None
    clusters: tuple[str, ...] = ()
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Prepare:
    """This will probably be said next: render it ahead."""

    cue: Cue


@dataclass(frozen=True, slots=True)
class Interrupt:
    """Stop what is being performed."""

    utterance: str
    why: str
    fade_ms: int = 80


@dataclass(frozen=True, slots=True)
class Posture:
    """What the avatar looks like it is doing: a state of the stage protocol."""

    state: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a message, and why, for the people who watch."""

    message_id: str
    fate: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Raise:
    """Tell a moderator: `level` is info, warning or urgent."""

    level: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """A person's action (its id) came too late or could not be done, and why."""

    action: str
    why: str


@dataclass(frozen=True, slots=True)
class Platform:
    """Ask a platform to do something; `source` "" means every one that can."""

    ref: str
    command: Pin | Reply
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing to do before this moment of show time, unless something happens."""

    until_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggest:
    """Show this answer to the person who hosts; it passed the gate and is not spoken."""

    question: str
    text: str
    lang: str
    facts: tuple[str, ...]
    sku: str | None
    by: str


Act = (
    Ask
    | Understand
    | Perform
    | Prepare
    | Interrupt
    | Posture
    | Fate
    | Raise
    | Refuse
    | Platform
    | Suggest
    | Rest
)


def cue_to_data(cue: Cue) -> dict[str, Any]:
    """The cue as JSON-ready data, without anything measured."""
    return {
        "id": cue.id,
        "priority": cue.priority.name.lower(),
        "cause": cue.cause,
        "reason": cue.reason,
        "expires_at_ms": cue.expires_at_ms,
        "answers": list(cue.answers),
        "facts": list(cue.facts),
        "commands": [command_to_data(command) for command in cue.commands],
    }


def act_to_data(act: Act) -> dict[str, Any]:
    """The act as JSON-ready data for the journal."""
    match act:
        case Ask(brief):
            return {
                "act": "ask",
                "question": brief.question_id,
                "lang": brief.lang,
                "intent": brief.reading.intent,
                "sku": brief.reading.sku,
                "asked_by": brief.asked_by,
                "catalog": brief.catalog.version,
            }
        case Understand(message_id):
            return {"act": "understand", "message": message_id}
        case Perform(cue=cue):
            return {"act": "perform", "cue": cue_to_data(cue)}
        case Prepare(cue):
            return {"act": "prepare", "text": cue.say.text if cue.say else ""}
        case Interrupt(utterance, why, _):
            return {"act": "interrupt", "utterance": utterance, "why": why}
        case Posture(state):
            return {"act": "posture", "state": state}
        case Fate(message_id, fate, reason):
            return {"act": "fate", "message": message_id, "fate": fate, "reason": reason}
        case Raise(level, about, text):
            return {"act": "raise", "level": level, "about": about, "text": text}
        case Refuse(action, why):
            return {"act": "refuse", "action": action, "why": why}
        case Platform(ref, command, source):
            return {
                "act": "platform",
                "ref": ref,
                "source": source,
                "command": command_to_data(command),
            }
        case Suggest():
            return {"act": "suggest", **asdict(act)}
        case Rest(until_ms):
            return {"act": "rest", "until_ms": until_ms}
