"""The answers being made: one task a question, let go of as soon as nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import TYPE_CHECKING

from chatbot.events import AnswerReady, Event, Notice
from chatbot.show.brief import Answer

if TYPE_CHECKING:
    from chatbot.show.brief import Brief, Responder

__all__ = ["Answering", "answer_event"]

ANSWER_DEADLINE_S = 15.0
"""For the first sentence, and for each after it."""
MOMENT_S = 1.5
"""Without a sentence by then the host says that it is looking."""


def answer_event(
    answer: Answer, brief: Brief, *, by: str, part: int, id: str = "", took_ms: int = 0
) -> AnswerReady:
    """A sentence of an answer, or all of it, as the room hears of it."""
    return AnswerReady(
        id=id,
        cause=brief.question_id,
        text=answer.text,
        lang=answer.lang,
        marks=answer.marks,
        mood=answer.mood,
        sku=answer.sku,
        point=answer.point,
        gesture=answer.gesture,
        facts=answer.facts,
        responder=answer.by or by,
        why=answer.why,
        took_ms=took_ms,
        part=part,
        last=answer.last,
        filler=answer.filler,
    )


class Answering:
    """Has the responder answer, and publishes each sentence as it comes."""

    def __init__(
        self,
        responder: Responder,
        *,
        publish: Callable[[Event], None],
        next_id: Callable[[str], str],
        now_ms: Callable[[], int],
    ) -> None:
        self._responder, self._publish = responder, publish
        self._next_id, self._now_ms = next_id, now_ms
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._wanted: dict[str, str] = {}

    def ask(self, brief: Brief, tasks: asyncio.TaskGroup) -> None:
        """Begin an answer; one to the same question that is being made is let go of."""
        question = brief.question_id
        self._let_go(question)
        answer_id = self._wanted[question] = self._next_id("answer")
        task = tasks.create_task(self._answer(brief, answer_id), name=f"answer {question}")
        self._tasks[question] = task
        task.add_done_callback(lambda done: self._ended(question, done))

    def wants(self, event: AnswerReady) -> bool:
        """False for an answer to a question that was asked anew since, on newer facts."""
        question, asked = event.cause or "", event.id.partition(".")[0]
        if self._wanted.get(question, asked) != asked:
            return False
        if event.last:
            self._wanted.pop(question, None)
        return True

    def keep(self, awaited: Callable[[str], bool]) -> None:
        """Let go of every answer that is not awaited any more."""
        for question in [q for q in self._tasks if not awaited(q)]:
            self._let_go(question)

    def _let_go(self, question: str) -> None:
        self._wanted.pop(question, None)
        task = self._tasks.pop(question, None)
        if task is not None:
            task.cancel()

    def _ended(self, question: str, task: asyncio.Task[None]) -> None:
        if self._tasks.get(question) is task:
            del self._tasks[question]

    async def _answer(self, brief: Brief, answer_id: str) -> None:
        began_ms, part, why = self._now_ms(), 0, ""
        name = self._responder.name

        def publish(answer: Answer) -> None:
            took_ms = self._now_ms() - began_ms
            event_id = f"{answer_id}.{part}"
            self._publish(
                answer_event(answer, brief, by=name, part=part, id=event_id, took_ms=took_ms)
            )

        def bridge() -> None:
            moment = self._responder.moment(brief)
            if moment is not None:
                publish(moment)

        loop = asyncio.get_running_loop()
        waiting = loop.call_later(MOMENT_S, bridge)
        answers = self._responder.respond(brief)
        try:
            async with asyncio.timeout(ANSWER_DEADLINE_S) as deadline:
                async for answer in answers:
                    waiting.cancel()
                    part += 1
                    publish(answer)
                    if answer.last:
                        return
                    deadline.reschedule(loop.time() + ANSWER_DEADLINE_S)
        except TimeoutError:
            why = f"no answer within {ANSWER_DEADLINE_S:.0f} s"
        except Exception as error:  # the responder's wall: a fault there must not end the show
            why = f"{name} failed: {type(error).__name__}: {error}"
            self._publish(Notice(level="warning", about="responder", text=why))
        finally:
            waiting.cancel()
            if isinstance(answers, AsyncGenerator):
                await answers.aclose()
        part += 1
        publish(Answer(why=why))
