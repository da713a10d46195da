// The chat: each message with what it was read as, what became of it and why.

import { $, button, chip, clock, el } from "./dom.js";
import { shelf } from "./panels.js";
import { explain } from "./reasons.js";
import { t } from "./words.js";

const ROWS = 1000;
const BLOCK = 50;
const HAND_MS = 2500; // how long after a touch the list may still be rolling from it
const FILTERS = ["all", "questions", "open"];
const MADE = /^P[0-9A-F]{6}(-\d+)?$/; // a sku that a price list's row was given: its name says more
const OPEN_FATES = new Set(["waiting", "maybe_answered", "held"]);

export class Chat {
  constructor() {
    this.list = $("chat-rows");
    this.more = $("chat-new");
    this.rows = new Map();
    this.unseen = 0;
    this.atEnd = true;
    this.held = false; // rows must not move under a pointer that is about to press
    this.list.addEventListener("pointerenter", ({ pointerType }) => (this.held = pointerType === "mouse"));
    this.list.addEventListener("pointerleave", () => {
      this.held = false;
      this.follow();
    });
    this.touched = -HAND_MS;
    for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      this.list.addEventListener(hand, () => (this.touched = performance.now()), { passive: true });
    }
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.more.addEventListener("click", () => this.toEnd());
    this.list.addEventListener("click", ({ target }) => {
      const row = target.closest(".msg");
      if (row && !target.closest("button")) this.toggle(row);
    });
  }

  toggle(row) {
    for (const other of this.list.querySelectorAll(".msg.open")) if (other !== row) this.fold(other);
    if (row.classList.contains("open")) this.fold(row);
    else {
      this.unfold(row);
      row.scrollIntoView({ block: "nearest" });
    }
    this.follow();
  }

  /** Arrows go from row to row, so that each is read aloud; Enter opens it. */
  key(event) {
    if (event.target !== this.list && !event.target.matches(".msg")) return;
    const rows = [...this.list.querySelectorAll(".msg")].filter((row) => row.checkVisibility());
    const chosen = this.list.querySelector("[aria-current]");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      const next = rows[chosen ? rows.indexOf(chosen) + step : rows.length - 1];
      if (!next) return;
      chosen?.removeAttribute("aria-current");
      next.setAttribute("aria-current", "true");
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && chosen) this.toggle(chosen);
    else return;
    event.preventDefault();
  }

  clear() {
    this.list.replaceChildren();
    this.rows.clear();
    this.unseen = 0;
    this.count();
  }

  /** Takes events in order; of a flood only what can be shown is drawn. */
  take(events) {
    const chats = events.filter((e) => e.kind === "chat").slice(-ROWS);
    for (const event of chats) this.add(this.make(event));
    for (const event of events) if (event.kind === "fate") this.fate(event);
    if (!chats.length) return;
    this.trim();
    this.unseen += chats.length;
    this.follow();
  }

  /** Rows live in blocks: the browser skips the blocks that are out of sight, at one check each. */
  add(row) {
    let block = this.list.lastElementChild;
    if (!block || block.childElementCount >= BLOCK) {
      block = el("ol", { cls: "block" });
      this.list.append(block);
    }
    block.append(row);
  }

  trim() {
    for (let over = this.rows.size - ROWS; over > 0; over -= 1) {
      const row = this.list.querySelector(".msg:not([data-kept])");
      if (!row) return;
      const block = row.parentElement;
      if (this.rows.get(row.dataset.id) === row) this.rows.delete(row.dataset.id);
      row.remove();
      if (!block.childElementCount) block.remove();
    }
  }

  make(event) {
    const viewer = event.viewer ?? {};
    const from = event.shared_from ? ` · ${event.shared_from}` : ""; // another channel's chat
    const who = el("b", { text: (viewer.nick || viewer.id || "—") + from });
    const row = el(
      "li",
      {
        cls: "msg",
        data: {
          id: event.id,
          user: `${event.source}/${viewer.id}`,
          question: event.question ? "1" : "0",
          role: viewer.role ?? "viewer",
        },
      },
      el("time", { text: clock(event.at_ms) }),
      el("p", { lang: event.lang }, who, el("span", { text: event.text })),
      el("span", { cls: "fate" }),
      el(
        "span",
        { cls: "read" },
        event.lang && event.lang !== "und" ? chip(event.lang, "lang") : null,
        event.intent && event.intent !== "chit_chat" ? chip(t(`intent_${event.intent}`, {}, event.intent), "intent") : null,
        event.sku ? chip(MADE.test(event.sku) ? (shelf.get(event.sku)?.title ?? event.sku) : event.sku, "sku", event.sku) : null,
        event.mood && event.mood !== event.intent ? chip(t(`feeling_${event.mood}`, {}, event.mood), "warn") : null,
        ...(event.unsafe ?? []).map((flag) => chip(flag.replaceAll("_", " "), "bad")),
        el("span", { cls: "why dim" }),
      ),
    );
    row.intent = event.intent;
    this.rows.set(event.id, row);
    if (event.fate) this.fate(event);
    return row;
  }

  fate({ id, fate, reason }) {
    const row = this.rows.get(id);
    if (!row) return;
    row.dataset.fate = fate;
    row.reason = reason;
    const badge = row.querySelector(".fate");
    badge.textContent = t(`fate_${fate}`, {}, fate);
    const told = explain(reason, (id) => this.words(id));
    const why = row.querySelector(".why");
    why.textContent = told;
    badge.title = why.title = told;
    if (told && row.dataset.question !== "1" && fate !== "blocked") {
      badge.append(el("span", { text: ` · ${told}` }));
    }
  }

  /** A message that a notice is about stays, however many come after it. */
  keep(id) {
    const row = this.rows.get(id);
    if (row) row.dataset.kept = "1";
  }

  /** Tells in the page's present language what has been told. */
  again() {
    for (const [id, row] of this.rows) {
      const intent = row.querySelector(".read .chip.intent");
      if (intent) intent.textContent = t(`intent_${row.intent}`, {}, row.intent);
      if (row.dataset.fate) this.fate({ id, fate: row.dataset.fate, reason: row.reason });
    }
  }

  /** Brings a message into view and opens it. */
  jump(id) {
    const row = this.rows.get(id);
    if (!row) return;
    this.filter("all");
    this.atEnd = false;
    if (!row.classList.contains("open")) this.toggle(row);
    row.scrollIntoView({ block: "center" });
  }

  /** What that message says, while it is on the page. */
  words(id) {
    const said = this.rows.get(id)?.querySelector("p > span").textContent;
    return said && (said.length > 24 ? `${said.slice(0, 23)}…` : said);
  }

  /** The row that keys act on: the chosen one, else the open one, else the newest in sight. */
  current() {
    const rows = [...this.list.querySelectorAll(".msg")].filter((row) => row.checkVisibility());
    return rows.find((row) => row.hasAttribute("aria-current")) ?? rows.find((row) => row.classList.contains("open")) ?? rows.at(-1);
  }

  unfold(row) {
    row.classList.add("open");
    const acts = el("span", { cls: "acts" });
    if (row.dataset.question === "1" && OPEN_FATES.has(row.dataset.fate)) {
      acts.append(button(t("answer"), { act: "answer", id: row.dataset.id }, "primary"));
      acts.append(button(t("own_words"), { act: "own_words", id: row.dataset.id, quote: row.querySelector("p > span").textContent }));
      acts.append(button(t("drop"), { act: "drop", id: row.dataset.id }));
    }
    acts.append(button(t("translate"), { act: "translate", id: row.dataset.id }));
    acts.append(button(t("mute_10"), { act: "timeout", user: row.dataset.user, seconds: "600" }));
    acts.append(button(t("ban"), { act: "ban", user: row.dataset.user, arm: "1" }, "danger"));
    row.append(acts);
  }

  fold(row) {
    row.classList.remove("open");
    row.querySelector(".acts")?.remove();
  }

  filter(name) {
    this.list.dataset.filter = name;
    for (const each of document.querySelectorAll("button[data-filter]")) {
      each.setAttribute("aria-pressed", String(each.dataset.filter === name));
    }
    this.toEnd();
  }

  nextFilter() {
    const at = FILTERS.indexOf(this.list.dataset.filter ?? "all");
    this.filter(FILTERS[(at + 1) % FILTERS.length]);
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    const end = scrollHeight - scrollTop - clientHeight < 40;
    // Rows that grow as they come into view move the list too: only a hand scrolls away.
    if (end || performance.now() - this.touched < HAND_MS) this.atEnd = end;
    if (end && this.unseen) {
      this.unseen = 0;
      this.count();
    }
  }

  /** Stay with the newest, unless somebody reads or is about to press. */
  follow() {
    if (this.atEnd && !this.held && !this.list.querySelector(".msg.open")) this.toEnd();
    else this.count();
  }

  toEnd() {
    this.atEnd = true;
    this.list.scrollTop = this.list.scrollHeight;
    this.unseen = 0;
    this.count();
    requestAnimationFrame(() => {
      if (this.atEnd && !this.held) this.list.scrollTop = this.list.scrollHeight;
    });
  }

  count() {
    this.more.hidden = !this.unseen;
    this.more.textContent = t("new_rows", { n: this.unseen });
  }
}
