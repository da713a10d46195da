"""The console in Chromium on a real show: how soon what happens is seen, and what is asked is done.

Prints JSON: `feed`, from the publishing of a chat row until it is painted, and from the viewer's
gateway, at 20 rows a second with 1,000 on the page; `frames`, the time between two frames while
they arrive and while somebody scrolls; `actions`, from the press until the show says `done`, which
comes when it is durable and in force; `network`, thirty seconds without one: what was missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from _live import Live, Room, beside, browser, on_air, play, room, summary, write_show

sys.path.append(str(Path(__file__).resolve().parents[1]))
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "web"))
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "responders"))
from cut_line import line_to
from every_action import WAYS
from model_server import model_server, stream

if TYPE_CHECKING:
    from playwright.async_api import Page

ROWS, PER_S = 1000, 20
SELLER = "name: Lan\nkind: seller\nlanguages: [en, zh, fr]\n"
HELD = {
    "approve": "what do you do when nobody is watching",
    "edit": "which film made you cry",
    "veto": "who taught you how to dance",
}
BACK = """async () => fetch("/api/actions", {method: "POST",
  headers: {"content-type": "application/json"},
  body: JSON.stringify({action: "product", sku: "P0", stock: 50})})"""
LOOK = """
const now = () => performance.timeOrigin + performance.now();
window.bench = {painted: [], replies: [], pressed: 0, frames: [], missed: 0};
const pushed = new Map();
const after = new MessageChannel();
let fresh = [];
after.port1.onmessage = () => {
  const at = now();
  for (const id of fresh) if (pushed.has(id)) bench.painted.push([id, at - pushed.get(id), at]);
  fresh = [];
};
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({data}) => {
      const told = JSON.parse(data);
      if (told.event?.kind === "chat") pushed.set(told.event.id, told.event.pushed);
      if (told.type === "done" || told.type === "refused") {
        bench.replies.push({type: told.type, reason: told.reason, ms: now() - bench.pressed});
      }
    });
  }
};
for (const kind of ["click", "keydown", "change"]) {
  addEventListener(kind, () => (bench.pressed = now()), true);
}
addEventListener("DOMContentLoaded", () => {
  new MutationObserver((list) => {
    for (const {addedNodes} of list) for (const node of addedNodes) {
      const rows = node.matches?.(".msg") ? [node] : [...(node.querySelectorAll?.(".msg") ?? [])];
      fresh.push(...rows.map((row) => row.dataset.id));
    }
    if (fresh.length) after.port2.postMessage(0); // a task of its own: after the frame
  }).observe(document.getElementById("chat-rows"), {childList: true, subtree: true});
});
window.frames_for = (ms, each) => new Promise((done) => {
  const began = performance.now(), found = [];
  let last = began;
  const frame = (at) => {
    found.push(at - last);
    last = at;
    each?.(at - began);
    if (at - began < ms) requestAnimationFrame(frame);
    else done(found.slice(2));
  };
  requestAnimationFrame(frame);
});
"""
SCROLL = """() => frames_for(5000, (at) => {
  const list = document.getElementById("chat-rows");
  list.dispatchEvent(new Event("wheel"));
  list.scrollTop = (Math.sin(at / 700) * 0.5 + 0.5) * (list.scrollHeight - list.clientHeight);
})"""


async def chatter(here: Room, sent: dict[str, float]) -> None:
    """Twenty rows a second."""
    began, count = time.perf_counter(), 0
    while True:
        while count < (time.perf_counter() - began) * PER_S:
            at = time.time() * 1000
            sent[await here.chat(f"so pretty tonight, number {count}")] = at
            count += 1
        await asyncio.sleep(0.01)


async def ready(page: Page, live: Live, here: Room) -> None:
    """A console with a thousand rows on it."""
    await page.goto(live.console)
    await page.locator('html[data-link="live"]').wait_for()
    for number in range(ROWS):
        await here.chat(f"hello {number}")
        if number % 50 == 0:
            await asyncio.sleep(0.2)
    await page.wait_for_function(f"() => document.querySelectorAll('.msg').length >= {ROWS}")


async def feed_and_frames(live: Live, here: Room, seconds: float) -> dict[str, Any]:
    """How soon rows are seen, and how smoothly."""
    sent: dict[str, float] = {}
    async with browser(script=LOOK) as page:
        await ready(page, live, here)
        await page.evaluate("bench.painted = []")
        async with beside(chatter(here, sent)):
            arriving = await page.evaluate(f"() => frames_for({seconds * 1000})")
            painted = await page.evaluate("bench.painted")
            scrolling = await page.evaluate(SCROLL)
        rows = await page.locator(".msg").count()
    whole = [at - sent[id_] for id_, _, at in painted if id_ in sent]
    return {
        "feed": {
            "rows": len(whole),
            "push_to_painted_ms": summary([ms for _, ms, _ in painted]),
            "gateway_to_painted_ms": summary(whole),
        },
        "frames": {
            "rows_on_page": rows,
            "arriving_ms": summary(arriving),
            "scrolling_ms": summary(scrolling),
        },
    }


async def press(page: Page, action: str) -> float:
    """Ask for it as a person does; ms until it was done."""
    before = await page.evaluate("bench.replies.length")
    await WAYS[action].do(page)
    await page.wait_for_function(f"() => bench.replies.length > {before}")
    reply = await page.evaluate("bench.replies.at(-1)")
    if reply["type"] != "done":
        raise SystemExit(f"{action}: {reply['reason']}")
    return float(reply["ms"])


async def actions(live: Live, here: Room, times: int) -> dict[str, Any]:
    """Every action that the console offers, so many times each."""
    found: dict[str, list[float]] = {}
    async with browser(script=LOOK) as page:
        await page.goto(live.console)
        await page.locator('html[data-link="live"]').wait_for()

        async def do(*names: str) -> None:
            for name in names:
                found.setdefault(name, []).append(await press(page, name))

        for turn in range(times):
            await do("here", "pause", "resume", "mute", "resume", "stop", "resume")
            await do("takeover", "handback")
            await do("skip", "say", "mark", "note", "mood", "segment", "pin", "point", "product")
            await page.evaluate(BACK)
            await do("block_word", "undo", "plugin")
            await page.locator("#take-back:enabled").wait_for()
            await do("correct", "autonomy")
            for n in (0, 1):
                await here.chat(f"do you ship product number {n} to brazil, {turn}?")
            for name in ("answer", "drop"):
                await page.locator(WAYS[name].control).first.wait_for()
                await do(name)
            await page.click('#levels [data-text="grounded"]')
            await page.locator('#levels [data-text="grounded"][aria-pressed="true"]').wait_for()
            for name, question in HELD.items():
                await here.chat(f"{question}, {turn}?")
                held = page.locator(WAYS[name].control).first
                chosen = page.locator("#next-rows .item", has_text=question)
                await held.or_(chosen.locator('[data-act="answer"]')).first.wait_for()
                if not await held.is_visible():  # a courtesy is returned now and then only
                    await chosen.locator('[data-act="answer"]').click()
                await page.locator(WAYS[name].control).first.wait_for()
                await do(name)
                await held.wait_for(state="hidden")  # what is done is told before the row goes
                await page.hover("#stop")  # rows stay where they are under a mouse
            await page.locator(".msg").last.click()
            await do("timeout", "ban")
            await page.locator(".msg.open p").click()
    each = {name: round(median(ms), 1) for name, ms in sorted(found.items())}
    worst = max(max(ms) for ms in found.values())
    return {"median_ms": each, "worst_ms": round(worst, 1), "missing": sorted({*WAYS} - {*found})}


async def network(live: Live, here: Room, seconds: float) -> dict[str, Any]:
    """A line that is dead for so long, while the chat goes on."""
    sent: dict[str, float] = {}
    async with line_to(int(live.address.rsplit(":", 1)[1])) as line, browser(script=LOOK) as page:
        await page.goto(live.console.replace(live.address, f"http://127.0.0.1:{line.port}"))
        await page.locator('html[data-link="live"]').wait_for()
        async with beside(chatter(here, sent)):
            await asyncio.sleep(2)
            line.die()
            died = time.perf_counter()
            await page.locator('html[data-link="lost"]').wait_for()
            told_s = time.perf_counter() - died
            await asyncio.sleep(max(0.0, seconds - told_s))
            line.mend()
            mended = time.perf_counter()
            await page.locator('html[data-link="live"]').wait_for()
            back_s = time.perf_counter() - mended
            await asyncio.sleep(1)
        last = list(sent)[-1]
        await page.locator(f'.msg[data-id="{last}"]').wait_for()
        shown = await page.eval_on_selector_all(".msg", "rows => rows.map((r) => r.dataset.id)")
    wanted = [*sent][-len(shown) :]
    return {
        "dead_s": seconds,
        "told_after_s": round(told_s, 1),
        "back_after_s": round(back_s, 1),
        "sent": len(sent),
        "missed": len({*wanted} - {*shown}),
        "in_order": [id_ for id_ in shown if id_ in sent]
        == [id_ for id_ in sent if id_ in {*shown}],
    }


async def measure(given: argparse.Namespace) -> dict[str, Any]:
    """All of it, one after the other, each on a fresh show."""
    found: dict[str, Any] = {}
    for name in given.only or ("feed", "actions", "network"):
        with tempfile.TemporaryDirectory() as folder:
            async with model_server(stream("I count the stars.")) as server, room() as here:
                model = (
                    f"responder: [{{type: openai, base_url: '{server.url}', model: m}}, facts]\n"
                )
                desk = "policy: {market: us, held: {for_s: 600}, attended: {every_min: 30}}\n"
                more = (
                    desk + model + "plugins: [greeter]\n"
                    if name == "actions"
                    else "policy: {market: us}\n"
                )
                write_show(
                    Path(folder), more=more, **({"persona": SELLER} if name == "actions" else {})
                )
                heard = asyncio.Event()
                async with (
                    on_air(Path(folder), f"ws://127.0.0.1:{here.port}", pushed=True) as live,
                    beside(play(live, on_stop=lambda: None, ready=heard)),
                ):
                    await heard.wait()
                    if name == "feed":
                        found |= await feed_and_frames(live, here, given.seconds)
                    elif name == "actions":
                        found["actions"] = await actions(live, here, given.times)
                    else:
                        found["network"] = await network(live, here, given.dead)
    return found


def main() -> None:
    """Measure and print JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", action="append", choices=["feed", "actions", "network"])
    options.add_argument("--seconds", type=float, default=15, help="of chat for the feed")
    options.add_argument("--times", type=int, default=3, help="each action")
    options.add_argument("--dead", type=float, default=30, help="seconds without a network")
    found = asyncio.run(measure(options.parse_args()))
    goal = "push to painted p95 <= 50 ms, every action < 1000 ms, nothing missed"
    print(json.dumps({"benchmark": "console", **found, "goal": goal}))


if __name__ == "__main__":
    main()
