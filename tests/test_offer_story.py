"""Stock and price that are not there, through real sockets: cut, told, not pointed at."""

from __future__ import annotations

import json
from pathlib import Path

from chatbot.replaying import replay
from tests.onair import command_of, say_of, studio, write_show

PRICELESS = """\
- {sku: SCARF, name: Silk scarf, aliases: [scarf]}
- {sku: BOWL, name: Rice bowl, price: 15.50, stock: 40, aliases: [bowl]}
"""


async def test_stock_that_goes_to_zero_in_mid_sentence_cuts_it_and_is_told(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        night.stage.playing = False  # the voice goes on until somebody cuts it
        await night.gateway.chat("how much is the silk scarf?")
        while True:
            cue = await night.stage.until(lambda f: f["type"] == "cue")
            await night.stage.socket.send(json.dumps({"type": "started", "cue": cue["cue"]}))
            if "$199" in say_of(cue).get("text", ""):
                break
            await night.stage.socket.send(json.dumps({"type": "finished", "cue": cue["cue"]}))
        gone = {"id": "p1", "type": "product", "ts": 0, "room": "r1", "sku": "SCARF"}
        await night.gateway.send({**gone, "action": "sold_out"})
        stop = await night.stage.until(lambda f: f["type"] == "stop")
        assert stop["cue"].split(".")[0] == cue["cue"].split(".")[0]
        heard = len(night.stage.frames)
        night.stage.playing = True
        told = await night.stage.says("sold out")
        assert "$" not in say_of(told)["text"]
        await night.stage.until(lambda f: f["type"] == "cue" and f["cue"] != told["cue"])
        later = night.stage.frames[heard:]
        assert not any(command_of(f, "point_to_buy") for f in later)
    count, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None
    assert count > 5


async def test_a_product_without_a_price_is_presented_and_not_sold(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    (tmp_path / "catalog.yaml").write_text(PRICELESS, encoding="utf-8")
    async with studio(show) as night:
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.until(lambda f: f["type"] == "cue" and "carf" in str(say_of(f)))
        answer = " ".join(say_of(f).get("text", "") for f in night.stage.frames)
        assert "$" not in answer
        await night.gateway.chat("where do I buy the silk scarf?", nick="Bo")
        await night.live.hold()
        assert not any(command_of(f, "point_to_buy") for f in night.stage.frames)
