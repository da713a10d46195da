"""The table of rights, walked through on the pages: what is offered is what the show permits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from busy_desk import busy
from console_page import console
from every_action import WAYS
from serving import TOKENS, House, serving

from chatbot.web.actions import ActionRequest, ActionResult
from chatbot.web.auth import ACTIONS, allowed
from chatbot.web.users import ROLES

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.chromium
PERMITTED = """async (action) => (await fetch("/api/actions", {method: "POST",
  headers: {"content-type": "application/json"}, body: JSON.stringify({action})})).status"""


class OnePlugin:
    """A show with one plugin."""

    def overview(self) -> dict[str, Any]:
        row = {"name": "echo", "on": True, "state": "up", "file": "echo.py", "log": [], "shed": 0}
        return {"plugins": [{**row, "hears": [], "filters": [], "opens": False, "schema": {}}]}

    def change(self, name: str, settings: dict[str, Any], *, save: bool) -> dict[str, Any]:
        return {"diff": []}


def test_every_action_has_a_way() -> None:
    assert {*WAYS} == {*ACTIONS}


@pytest.mark.parametrize("role", ROLES)
async def test_what_a_role_is_offered_is_what_it_may(browser: Browser, role: str) -> None:
    house, asked = House(content=busy(), options={"plugins": OnePlugin()}), asyncio.Event()

    async def act(request: ActionRequest, by: str) -> ActionResult:
        house.asked.append((request, by))
        asked.set()
        return ActionResult(done=True)

    house.act = act  # type: ignore[method-assign]
    async with serving(house):
        for path in ("/console", "/assist"):
            async with console(browser, house, token=getattr(TOKENS, role), path=path) as watched:
                page = watched.page
                for action, way in WAYS.items():
                    if way.page != path:
                        continue
                    may = allowed(role, action)
                    mode = {"console": way.mode, "assist": "hosting"}[path[1:]]
                    watched.publish(**{**busy()["state"], "state": way.mode})
                    await page.locator(f'html[data-mode="{mode}"]').wait_for()
                    if way.first and not await page.locator(f"{way.first}.open").count():
                        await page.locator(way.first).first.click()
                    offered = page.locator(f"{way.control}:visible").first
                    if not may:
                        assert await offered.count() == 0, action
                        assert await page.evaluate(PERMITTED, action) == 403
                        continue
                    await offered.wait_for()
                    asked.clear()
                    await way.do(page)
                    async with asyncio.timeout(5):
                        await asked.wait()
                    assert (house.asked[-1][0].action, house.asked[-1][1]) == (action, role)
                if path == "/console":
                    raises = page.locator('#levels [data-text="free"]')
                    assert await raises.is_enabled() == (role == "owner")
                assert [f for f in watched.faults if "403" not in f] == []
    assert bool(house.asked) == (role != "viewer")
    refused = {deed.action for deed in house.deeds if deed.result == "refused"}
    assert refused == {action for action in WAYS if not allowed(role, action)}
