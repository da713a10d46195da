"""A second judge of the chat: a text-classification model that tells the moderators what it finds.

It advises. It looks at what the rules let through, beside the room; nothing waits for it, nothing
is blocked by it, and what the rules blocked stays blocked.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chatbot.engine.batches import BATCH, Batches
from chatbot.events import ChatMessage
from chatbot.heavy import import_transformers, undisturbed
from chatbot.language.clean import clean_text, fold
from chatbot.responders.trouble import ModelTrouble
from chatbot.show.acts import Fate

if TYPE_CHECKING:
    from chatbot.connections import JudgeConfig
    from chatbot.events import Event
    from chatbot.show.acts import Act

__all__ = ["SecondJudge", "TextJudge", "missing"]

REMEMBERED = 4096
QUOTED = 80
SETTLED = ("blocked", "dropped", "stale")
"""What became of messages that need no second opinion."""
_HARMLESS = re.compile(
    r"(?:non|not|no)[-_ ]\w+|ok|safe|ham|neutral|normal|clean|none|benign|positive|label_0"
    r"|acceptable|appropriate|civil|legitimate",
    re.IGNORECASE,
)


def missing(config: JudgeConfig) -> str:
    """What is not here of this judge, with the remedy; "" when all is, as far as can be seen."""
    absent = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if absent:
        return f"{', '.join(absent)} not installed: python scripts/setup.py setup LLM=1"
    folder = Path(config.model)
    if folder.is_dir() and not (folder / "config.json").is_file():
        return f"no config.json in {config.model}: name the folder of a model of transformers"
    return ""


class TextJudge:
    """A text-classification pipeline on one processor; blocks, and belongs in a thread."""

    def __init__(self, config: JudgeConfig) -> None:
        """Load it, some seconds; a name of the hub is downloaded the first time.

        Raises:
            Exception: whatever torch and transformers raise at what they cannot read.
        """
        with undisturbed():
            import_transformers()
            from transformers import pipeline

            self._pipeline: Any = pipeline("text-classification", model=config.model, device="cpu")
        self._wanted, self._threshold = frozenset(config.labels), config.threshold
        known = set(self._pipeline.model.config.id2label.values())
        if unknown := sorted(self._wanted - known):
            raise ValueError(f"it has no label {', '.join(unknown)} (known: {sorted(known)})")
        self._cache: OrderedDict[str, tuple[str, float] | None] = OrderedDict()

    def judge(self, texts: Sequence[str]) -> list[tuple[str, float] | None]:
        """For each text its likeliest label of those to raise, from the threshold on, or None."""
        keys = [fold(clean_text(text).text) for text in texts]
        fresh = [key for key in dict.fromkeys(keys) if key not in self._cache]
        found: dict[str, tuple[str, float] | None] = {}
        if fresh:
            scored = self._pipeline(fresh, top_k=None, truncation=True, batch_size=BATCH)
            found = {key: self._worst(scores) for key, scores in zip(fresh, scored, strict=True)}
        answers = [found[key] if key in found else self._cache[key] for key in keys]
        self._cache.update(found)
        while len(self._cache) > REMEMBERED:
            self._cache.popitem(last=False)
        return answers

    def _worst(self, scores: Sequence[dict[str, Any]]) -> tuple[str, float] | None:
        raised = [
            (float(one["score"]), str(one["label"]))
            for one in scores
            if one["score"] >= self._threshold and self._means_harm(str(one["label"]))
        ]
        if not raised:
            return None
        score, label = max(raised)
        return label, score

    def _means_harm(self, label: str) -> bool:
        return label in self._wanted if self._wanted else not _HARMLESS.fullmatch(label)


class SecondJudge:
    """Watches the room and has its open messages judged.

    `tell` hears (state, about, text): `warning` of a message, and of the judge itself `starting`,
    `up` and `error`. The same words are raised once.
    """

    def __init__(self, config: JudgeConfig, tell: Callable[[str, str, str], None]) -> None:
        self._config, self._tell = config, tell
        self.name = Path(config.model).name
        self._batches: Batches[tuple[str, str]] = Batches()
        self._raised: OrderedDict[str, None] = OrderedDict()
        self._judge: TextJudge | None = None

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        """Take in a chat message that the rules let through."""
        if not isinstance(event, ChatMessage):
            return
        message_id = f"{event.source}/{event.id}"
        fates = {act.fate for act in acts if isinstance(act, Fate) and act.message_id == message_id}
        if event.text.strip() and not event.stale and not fates & set(SETTLED):
            self._batches.post((message_id, event.text))

    async def run(self) -> None:
        """Serve until cancelled; a judge that fails is told of once, and the rules judge alone."""
        try:
            self._tell("starting", "judge", f"{self.name} is loading; the rules judge alone")
            if absent := missing(self._config):
                raise ModelTrouble("unreachable", absent)
            self._judge = await self._asked(TextJudge, self._config)
            self._tell("up", "judge", f"{self.name} advises; the rules decide")
            await self._batches.serve(self._look)
        except ModelTrouble as trouble:
            self._tell("error", "judge", f"{self.name} is off, the rules judge alone: {trouble}")

    async def _look(self, batch: list[tuple[str, str]]) -> None:
        assert self._judge is not None
        found = await self._asked(self._judge.judge, [text for _, text in batch])
        for (message_id, text), one in zip(batch, found, strict=True):
            if one is None or text in self._raised:
                continue
            label, score = one
            self._raised[text] = None
            if len(self._raised) > REMEMBERED:
                self._raised.popitem(last=False)
            quote = text if len(text) <= QUOTED else f"{text[:QUOTED]}…"
            said = f"please look at this message: {label} ({score:.0%}), says {self.name}: {quote}"
            self._tell("warning", message_id, said)

    async def _asked(self, work: Callable[..., Any], *args: Any) -> Any:
        try:
            return await asyncio.to_thread(work, *args)
        except Exception as error:
            said = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
            raise ModelTrouble("broken", said) from error
