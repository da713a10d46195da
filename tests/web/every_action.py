"""How a person asks for each action on the pages: what is in sight for it, and what is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

Do = Callable[["Page"], Awaitable[object]]


@dataclass(frozen=True)
class Way:
    """`control` is in sight of whoever may; `do` asks for the action while the show is `mode`."""

    control: str
    do: Do
    mode: str = "on_air"
    page: str = "/console"
    first: str = ""
    """Is clicked before: it opens what holds the control, for everybody."""


def click(control: str) -> Do:
    return lambda page: page.locator(control).first.click()


def pick(control: str, value: str) -> Do:
    return lambda page: page.select_option(control, value)


def fill(control: str, text: str) -> Do:
    async def do(page: Page) -> None:
        await page.fill(control, text)
        await page.press(control, "Enter")

    return do


def write(control: str, text: str) -> Do:
    """Opens the box for words, and sends some."""

    async def do(page: Page) -> None:
        await page.locator(control).first.click()
        await page.fill("#words-text", text)
        await page.click("#words-form .primary")
        await page.locator("#words").wait_for(state="hidden")

    return do


async def twice(page: Page) -> None:
    """What cannot be taken back asks once more."""
    await page.locator('.msg [data-act="ban"]').click()
    await page.locator('.msg [data-act="ban"][data-armed]').click()


async def sell_out(page: Page) -> None:
    await page.locator('#goods-rows [data-act="edit"]').first.click()
    await page.click("#edit-out")
    await page.locator("#edit").wait_for(state="hidden")


async def plugin_off(page: Page) -> None:
    await page.click("#plugins-open")
    await page.locator(".plugin h3 button").first.click()
    await page.click("#sheet-close")


def on(control: str, **more: str) -> Way:
    return Way(control, click(control), **more)


EDIT = '#held-rows [data-act="edit_held"]'
WAYS = {
    "stop": on("#stop"),
    "resume": on("#resume", mode="stopped"),
    "pause": on("#pause"),
    "mute": on("#mute"),
    "skip": on("#skip"),
    "takeover": on("#takeover"),
    "handback": on("#takeover", mode="human_on"),
    "here": on("#here"),
    "answer": on('#next-rows [data-act="answer"]'),
    "drop": on('#next-rows [data-act="drop"]'),
    "say": Way("#say", fill("#say", "Welcome.")),
    "pin": on('#goods-rows [data-act="pin"]'),
    "point": on('#goods-rows [data-act="point"]'),
    "timeout": on('.msg [data-act="timeout"]', first=".msg"),
    "ban": Way('.msg [data-act="ban"]', twice, first=".msg"),
    "mood": Way("#mood-set", pick("#mood-set", "warm")),
    "approve": on('#held-rows [data-act="approve"]'),
    "edit": Way(
        '#held-rows [data-act="edit_held"]', write('#held-rows [data-act="edit_held"]', "No.")
    ),
    "veto": on('#held-rows [data-act="veto"]'),
    "correct": Way("#take-back", write("#take-back", "That was wrong.")),
    "segment": Way("#segment-set", pick("#segment-set", "2")),
    "block_word": Way("#block-word", fill("#block-word", "spoiler")),
    "autonomy": on('#levels [data-text="script"]'),
    "mark": on("#mark"),
    "note": Way("#note-new", write("#note-new", "Ben starts at two.")),
    "plugin": Way("#plugins-open", plugin_off),
    "undo": on('#blocked-words [data-act="undo"]'),
    "product": Way('#goods-rows [data-act="edit"]', sell_out),
    "answered": on("#answered", page="/assist", mode="human_on"),
}
