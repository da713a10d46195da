"""A VRM model on the stage page, drawn by three.js and three-vrm as npm has them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import House, serving
from stage_page import POINT, SHOW, WIDE, opened, part

from chatbot.files.faces import read_face
from chatbot.vrm_parts import fetch, vrm_parts

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = [pytest.mark.peers, pytest.mark.chromium]

MODEL = Path(__file__).parent.parent.parent / "shows" / "paper" / "model"

# Notes how far the model's own lips are, and where its hand is.
WATCH = """() => {
    window.seen = [];
    const faces = stage.body.vrm.expressionManager;
    const note = () => {
        const lips = ["aa", "ih", "ou", "ee", "oh"].map((name) => faces.getValue(name));
        seen.push([stage.debug().clock_ms, ...lips, ...stage.body.fingertip("right")]);
        setTimeout(note, 25);
    };
    note();
}"""
# Of the drawn mouth: how far its highest point is from its lowest, in the model's own units.
GAPE = """() => {
    const {vrm} = stage.body;
    vrm.expressionManager.setValue("happy", 1);
    vrm.expressionManager.setValue("aa", 1);
    vrm.expressionManager.update();
    let most = 0;
    vrm.scene.traverse((part) => {
        const weights = part.morphTargetInfluences ?? [];
        if (weights.length > 1) most = Math.max(most, weights[0]);
    });
    return most;
}"""


async def test_a_model_speaks_blinks_and_brings_its_finger_to_the_button(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path))
    told: list[str] = []
    folder = fetch(told.append)
    assert folder.is_relative_to(tmp_path)
    assert told == ["three 0.187.0", "@pixiv/three-vrm 3.5.5"]
    face = replace(read_face("vrm", MODEL), parts=vrm_parts())
    async with (
        serving(House(face=face)) as house,
        opened(browser, house, "lang=zh", WIDE) as stage,
    ):
        assert await stage.page.evaluate("document.documentElement.dataset.avatar") == "vrm"
        # A face that would silence the lips, as this model's happy one says it does, does not.
        assert await stage.page.evaluate(GAPE) > 0.9
        await stage.page.evaluate(WATCH)
        point = POINT | {"hold_ms": 1500}
        house.hub.send(part("c-1", 3000, SHOW, point, marks=(("buy", 1000),)))
        assert (await house.hub.played("c-1")).outcome == "finished"
        goal = (await stage.debug())["target"]
        seen = [row for row in await stage.page.evaluate("seen") if row[0] is not None]
        for lips in range(1, 6):
            assert max(row[lips] for row in seen) > 0.3
        x, y = goal["x"] * WIDE[0], goal["y"] * WIDE[1]
        reached = [abs(row[6] - x) + abs(row[7] - y) for row in seen if 1300 < row[0] < 2000]
        assert min(reached) < 0.12 * WIDE[0]
        assert stage.complaints == []
        assert stage.strangers == []
