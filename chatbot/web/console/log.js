// The log: what was decided, said, cut, held back or asked for, and why.

import { $, clock, el, little, trim } from "./dom.js";
import { explain, named } from "./reasons.js";
import { owns } from "./rights.js";
import { t } from "./words.js";

const LOG_ROWS = 200;
const HAND_MS = 2500; // how long after a touch the log may still be rolling from it

/** "price SERUM": what is about to be answered, its first word in the reader's language. */
const asked = (why) => String(why ?? "").replace(/^\S+/, named);

export class Log {
  constructor() {
    this.list = $("log-rows");
    this.atEnd = true;
    this.touched = -HAND_MS;
    for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      this.list.addEventListener(hand, () => (this.touched = performance.now()), { passive: true });
    }
    this.list.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.follow()).observe(this.list);
  }

  clear() {
    this.list.replaceChildren();
    this.atEnd = true;
  }

  take(event) {
    const line = this.line(event);
    if (!line) return;
    const [kind, head, body] = line;
    const row = el(
      "li",
      { data: { kind } },
      el("time", { text: clock(event.at_ms) }),
      el("p", {}, el("b", { text: head }), el("span", { text: body })),
    );
    row.event = event;
    this.offer(row, event);
    this.list.append(row);
    trim(this.list, LOG_ROWS);
    this.follow();
  }

  /** Tells in the page's present language what has been told. */
  again() {
    for (const row of this.list.children) {
      const [, head, body] = this.line(row.event);
      row.querySelector("b").textContent = head;
      row.querySelector("span").textContent = body;
    }
  }

  /** A line that was heard can be taken back, an action undone; what was is marked. */
  offer(row, event) {
    if (event.kind === "spoke" && event.said) {
      row.dataset.utterance = event.utterance;
      this.lastSaid = { utterance: event.utterance, text: event.said };
      row.append(little("back", { act: "correct", id: event.utterance, quote: event.said }, t("correct")));
    } else if (event.kind === "blocked") row.dataset.utterance = event.utterance ?? "";
    else if (event.kind === "action" && event.undo) {
      row.dataset.ref = event.ref;
      if (event.action !== "product" || owns()) row.append(little("back", { act: "undo", id: event.undo }, t("undo")));
    } else if (event.kind === "action" && event.result !== "refused") {
      if (event.action === "correct") this.mark("utterance", event.target, t("taken_back"));
      if (event.action === "undo") this.mark("ref", event.target, t("undone"));
    }
  }

  mark(name, value, word) {
    const row = [...this.list.children].find((each) => each.dataset[name] === value);
    row?.querySelector("button")?.remove();
    if (!row || row.dataset.gone) return;
    row.dataset.gone = "1";
    row.querySelector("p").append(el("i", { text: ` ${word}` }));
  }

  /** A panel that grows or shrinks scrolls too: only a hand leaves the newest. */
  scrolled() {
    const end = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    if (end || performance.now() - this.touched < HAND_MS) this.atEnd = end;
  }

  follow() {
    if (this.atEnd) this.list.scrollTop = this.list.scrollHeight;
  }

  line(event) {
    switch (event.kind) {
      case "decision":
        return ["decision", t(`act_${event.act}`, {}, event.act), explain(event.act === "ask" ? asked(event.why) : event.why)];
      case "spoke": {
        const good = event.outcome === "done" || event.outcome === "finished";
        const head = good ? t("said") : t(`outcome_${event.outcome}`, {}, event.outcome);
        return [good ? "said" : "cut", head, event.said || event.detail || ""];
      }
      case "blocked": {
        const why = [event.reasons ?? [], event.detail ?? ""].flat().filter(Boolean).join(", ");
        return ["blocked", t("blocked"), `${event.text ?? ""} — ${why}`];
      }
      case "action":
        return [
          event.result === "refused" ? "cut" : "action",
          t("acted", { by: event.by, what: t(event.action, {}, event.action) }),
          event.why ? t("refused_late", { why: event.why }) : (event.detail ?? ""),
        ];
      case "shed": {
        const list = Object.entries(event.counts ?? {}).map(([name, n]) => `${name} ${n}`).join(", ");
        return ["cut", t("shed", { list }), ""];
      }
      default:
        return null;
    }
  }
}
