"""While a person hosts, the stage page shows no figure: who is on, and the goods they point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stage_page import POINT, SHOW, WIDE, opened, part

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from serving import House

pytestmark = pytest.mark.chromium

GONE = "[...document.querySelectorAll('.rig')].every((r) => getComputedStyle(r).opacity === '0')"
BACK = "[...document.querySelectorAll('.rig')].every((r) => getComputedStyle(r).opacity === '1')"
LABEL = "document.getElementById('ai-label').textContent"
HUMAN = {"zh": "真人主播", "en": "Human host", "fr": "Une personne à l'antenne"}


@pytest.mark.parametrize("transparent", [True, False])
async def test_the_figure_leaves_and_the_label_says_who_is_on(
    browser: Browser, house: House, transparent: bool
) -> None:
    query = f"lang=zh&transparent={int(transparent)}"
    async with opened(browser, house, query, WIDE, sound=False) as stage:
        house.hub.show_state("human_on")
        house.hub.show_label(HUMAN)
        await stage.until(f"{LABEL} === '真人主播'")
        await stage.until(GONE)
        held = await stage.page.is_visible("#hold")
        assert held is not transparent  # over a person's own picture the label says enough
        shown = part(f"c-{transparent}", 500, SHOW, POINT, marks=(("buy", 0),))
        house.hub.send(shown)
        await stage.until("document.querySelector('#card').classList.contains('pulse')")
        assert await stage.page.is_visible("#card")
        assert not await stage.page.is_visible("#hold")
        house.hub.show_state("idle")
        await stage.until(BACK)
        assert stage.complaints == []
