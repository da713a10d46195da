"""The flood: every message that is sent arrives."""

from __future__ import annotations

import asyncio

from chatbot.adapters import OnFate
from chatbot.adapters.gateway import GatewayAdapter
from chatbot.config import AdapterConfig
from chatbot.events import ChatMessage, Event
from chatbot.simulator.flood import QUESTION, flood


async def test_a_flood_arrives_whole_and_in_order() -> None:
    arrived: list[ChatMessage] = []

    def offer(event: Event, on_fate: OnFate | None) -> None:
        assert on_fate is None  # no hello, no acknowledgements
        if isinstance(event, ChatMessage):
            arrived.append(event)

    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    sending = asyncio.create_task(
        flood(0, rate=5000, seconds=0.3, question_every=50, on_ready=port.set_result)
    )
    config = AdapterConfig(type="gateway", url=f"ws://127.0.0.1:{await port}", room="r1")
    adapter = GatewayAdapter(config, name="flood", wall_ms=lambda: 0)
    running = asyncio.create_task(adapter.run(offer))
    async with asyncio.timeout(10):
        sent = await sending
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert 0 < sent.sent == len(arrived)
    assert [int(m.id.split("-")[1]) for m in arrived] == list(range(1, sent.sent + 1))
    assert sum(m.text == QUESTION for m in arrived) == sent.questions
    assert adapter.counts == {}
