// Everything beside the chat: now, next, audience, products, health, notices.

import { $, button, chip, chips, clock, el, keyed, little, put, sign } from "./dom.js";
import { explain, named } from "./reasons.js";
import { offers } from "./rights.js";
import { t } from "./words.js";

const NOTICE_ROWS = 50;
const CURVE = 180;
const BAD = new Set(["down", "error", "refused", "left", "failed", "late"]);
const WARN = new Set(["off", "connecting", "starting", "stale", "slow", "frames", "stranger", "fallback", "warning"]);

/** Sets a text that may be cut off by its box, and the whole of it as a tip. */
function tell(node, text) {
  put(node, text);
  node.title = text;
}

// --- now speaking -------------------------------------------------------------------------

export class Now {
  constructor() {
    this.text = $("now-text");
    this.queue = [];
    this.timer = 0;
  }

  /**
   * One part; it plays after those before it, so its words light up when those are over. For who
   * comes later it began `since` ms ago.
   */
  speaking(event, since = 0) {
    const now = performance.now() - Math.max(0, since);
    const last = this.queue.at(-1);
    const fresh = !last || last.utterance !== event.utterance;
    if (fresh) this.queue = [];
    const starts = fresh ? now : Math.max(now, last.starts + last.lasts);
    this.queue.push({
      utterance: event.utterance,
      starts,
      lasts: event.duration_ms || 0,
      spans: this.append(event, fresh),
    });
    if (fresh) this.about((this.event = event));
    this.line = { utterance: event.utterance, text: event.whole || event.text };
    $("take-back").disabled = false;
    this.tick();
  }

  append(event, fresh) {
    const points = Array.from(event.text ?? "");
    const words = event.words?.length ? event.words : evenly(points, event.duration_ms);
    const part = el("span", { cls: "part", lang: event.lang });
    const spans = [];
    let at = 0;
    for (const word of words) {
      const from = Math.max(at, word.from);
      if (from > at) part.append(points.slice(at, from).join(""));
      const span = el("span", { cls: "w", text: points.slice(from, word.to).join("") });
      part.append(span);
      spans.push({ span, t: word.t, ends: word.t + word.d });
      at = Math.max(from, word.to);
    }
    part.append(points.slice(at).join(""));
    if (fresh) this.text.replaceChildren(part);
    else this.text.append(part);
    this.text.dataset.quiet = "0";
    return spans;
  }

  about(event) {
    const meta = $("now-meta");
    meta.replaceChildren(
      event.priority ? chip(t(`priority_${event.priority}`, {}, event.priority), "intent") : "",
      event.lang ? chip(event.lang, "lang") : "",
    );
    const why = [event.why ? t("because", { why: explain(event.why) }) : ""];
    if (event.facts?.length) why.push(t("facts", { list: event.facts.join(", ") }));
    tell($("now-why"), why.filter(Boolean).join(" · "));
  }

  /** Tells in the page's present language what has been told. */
  again() {
    if (this.line) this.about(this.event);
    else this.quiet();
  }

  spoke(event) {
    if (!this.queue.some((part) => part.utterance === event.utterance)) return;
    this.quiet();
  }

  quiet() {
    this.queue = [];
    this.line = null;
    clearTimeout(this.timer);
    this.text.replaceChildren(t("quiet"));
    this.text.dataset.quiet = "1";
    $("now-meta").replaceChildren();
    tell($("now-why"), "");
  }

  tick() {
    clearTimeout(this.timer);
    const now = performance.now();
    let next = Infinity;
    for (const part of this.queue) {
      const at = now - part.starts;
      for (const word of part.spans) {
        const state = at < word.t ? "" : at < word.ends ? "now" : "past";
        if (word.span.dataset.s !== state) word.span.dataset.s = state;
        if (at < word.t) next = Math.min(next, word.t - at);
        else if (at < word.ends) next = Math.min(next, word.ends - at);
      }
    }
    if (next < Infinity) this.timer = setTimeout(() => this.tick(), Math.max(16, next));
  }
}

/** Where no word times came: words, or single ideographs, spread evenly over the time. */
function evenly(points, duration_ms) {
  const words = [];
  for (let at = 0; at < points.length; at += 1) {
    if (!/[\p{L}\p{N}]/u.test(points[at])) continue;
    const wide = /\p{Script=Han}/u.test(points[at]);
    const known = words.at(-1);
    if (!wide && known && !known.wide && known.to === at) known.to = at + 1;
    else words.push({ from: at, to: at + 1, wide });
  }
  const share = (duration_ms || 0) / Math.max(1, points.length);
  return words.map((w) => ({ ...w, t: w.from * share, d: (w.to - w.from) * share }));
}

// --- next up ------------------------------------------------------------------------------

const HAND_MS = 5000; // a mouse that has not moved for so long is about to press nothing
let waiting = null; // the newest list, while a hand is on the one shown

export function next(event) {
  const list = $("next-rows");
  put($("next-n"), event.items?.length ? String(event.items.length) : "");
  // Rows must not move under a pointer that is about to press.
  if (list.dataset.held && event.items?.length) waiting = event;
  else showNext(event.items ?? []);
}

export function holdNextUnderPointer() {
  const list = $("next-rows");
  let resting = 0;
  const release = () => {
    clearTimeout(resting);
    delete list.dataset.held;
    if (waiting) showNext(waiting.items);
    waiting = null;
  };
  for (const kind of ["pointerenter", "pointermove"]) {
    list.addEventListener(kind, ({ pointerType }) => {
      if (pointerType !== "mouse") return;
      list.dataset.held = "1";
      clearTimeout(resting);
      resting = setTimeout(release, HAND_MS);
    });
  }
  list.addEventListener("pointerleave", release);
}

function showNext(items) {
  const list = $("next-rows");
  list.querySelector(".none")?.remove();
  keyed(list, items, { key: (item) => item.id || item.text || item.what, make: nextRow, fill: fillNext });
  if (!items.length) list.append(el("li", { cls: "none dim", text: t("next_none") }));
}

function nextRow(item) {
  const row = el(
    "li",
    { cls: "item", data: { id: item.id ?? "" } },
    el("p", { lang: item.lang }),
    el("span", { cls: "read" }, el("span", { cls: "chips" }), el("span", { cls: "dim why" })),
  );
  if (item.id) {
    const acts = el("span", { cls: "acts" });
    acts.append(button("", { act: "answer", id: item.id }));
    acts.append(button("", { act: "drop", id: item.id }, "quiet"));
    acts.append(little("edit", { act: "own_words", id: item.id, quote: item.text }, t("own_words")));
    row.append(acts);
  }
  return row;
}

function fillNext(row, item) {
  put(row.querySelector("p"), item.text || item.what);
  const same = (item.asked ?? []).map((one) => `${one.nick}: ${one.text}`).join("\n");
  chips(row.querySelector(".chips"), [
    item.rank != null && chip(String(item.rank), "rank", t("rank", { n: item.rank })),
    item.asked_by > 1 && chip(t("asked_by", { n: item.asked_by }), "intent", same),
    item.status && item.status !== "open" && chip(t(`status_${item.status}`, {}, item.status), item.status === "review" ? "warn" : "good"),
  ]);
  tell(row.querySelector(".why"), [item.why].flat().filter(Boolean).map((why) => explain(why)).join(" · "));
  for (const each of row.querySelectorAll("[data-act]:not(.icon)")) put(each, t(each.dataset.act));
}

// --- audience -----------------------------------------------------------------------------

const curve = [];

export function resetCurve(points) {
  curve.length = 0;
  for (const point of points ?? []) curve.push(point.smoothed ?? point.count ?? 0);
  draw();
}

export function audience(event) {
  put($("aud-n"), event.count == null ? "–" : Number(event.count).toLocaleString());
  watching(event.count);
  const arrow = { surging: "↑", rising: "↗", falling: "↘", dropping: "↓" }[event.trend] ?? "→";
  $("aud-tier").replaceChildren(
    event.tier ? chip(named(event.tier), "intent") : "",
    chip(`${arrow} ${named(event.trend ?? "")}`.trim(), "lang"),
    chip(t("per_min", { n: Math.round(event.rate_per_min ?? 0) }), "lang"),
  );
  put($("aud-pitch"), explain(event.pitch));
  put($("aud-mood"), event.mood_why ? t("mood_now", { why: explain(event.mood_why) }) : "");
  curve.push(event.smoothed ?? event.count ?? 0);
  draw();
}

/** How many watch, in the header; a narrow one shows the number only. */
export function watching(count) {
  $("bar-audience").hidden = count == null; // nobody has told yet how many watch
  put($("bar-audience").querySelector("b"), Number(count ?? 0).toLocaleString());
  put($("bar-audience").querySelector("span"), ` ${t("watching")}`);
  $("bar-audience").title = `${count ?? 0} ${t("watching")}`;
}

function draw() {
  while (curve.length > CURVE) curve.shift();
  const svg = $("aud-line");
  if (curve.length < 2) return;
  const top = Math.max(...curve, 1) * 1.1;
  const low = Math.min(...curve) * 0.9;
  const x = (i) => ((i / (curve.length - 1)) * 240).toFixed(1);
  const y = (v) => (46 - ((v - low) / Math.max(1, top - low)) * 44).toFixed(1);
  const line = curve.map((v, i) => `${i ? "L" : "M"}${x(i)} ${y(v)}`).join("");
  svg.querySelector(".line").setAttribute("d", line);
  svg.querySelector(".area").setAttribute("d", `${line}L240 48L0 48Z`);
}

// --- products -----------------------------------------------------------------------------

export const shelf = new Map();

export function products(event, { onScreen }) {
  shelf.clear();
  for (const item of event.items ?? []) shelf.set(item.sku, item);
  keyed($("goods-rows"), event.items ?? [], {
    key: (item) => item.sku,
    make: productRow,
    fill: (row, item) => fillProduct(row, item, onScreen),
  });
}

function productRow(item) {
  const acts = el("td", { cls: "acts" });
  for (const action of ["point", "pin", "edit"]) if (offers(action)) acts.append(icon(action, item.sku));
  return el(
    "tr",
    {},
    el("td", { cls: "num dim link" }),
    el("td", {}, el("span", { cls: "title", title: item.sku }), el("span", { cls: "chips" })),
    el("td", { cls: "num price" }),
    el("td", { cls: "num stock" }),
    el("td", { cls: "num interest" }),
    acts,
  );
}

function fillProduct(row, item, onScreen) {
  const cell = (name, text) => put(row.querySelector(`.${name}`), String(text));
  row.dataset.out = item.sold_out ? "1" : "0";
  cell("link", item.link_no ?? "");
  cell("title", item.title || item.sku);
  cell("price", item.price ?? t("no_price"));
  row.querySelector(".stock").dataset.word = item.sold_out ? "" : t("stock"); // for a phone, which has no heads
  cell("stock", item.sold_out ? t("sold_out") : (item.stock ?? "—"));
  cell("interest", item.interest ?? 0);
  chips(row.querySelector(".chips"), [
    item.sku === onScreen && chip(t("on_screen"), "good"),
    item.off_air && chip(t("off_air"), "bad"),
    item.on_hold && chip(t("on_hold"), "warn"),
  ]);
  for (const each of row.querySelectorAll("[data-act]")) {
    each.title = t(each.dataset.act);
    each.setAttribute("aria-label", `${t(each.dataset.act)} ${item.title || item.sku}`);
  }
}

function icon(act, sku) {
  const node = button("", { act, sku }, "icon");
  node.append(sign(act));
  return node;
}

// --- health, notices -----------------------------------------------------------------

const parts = new Map();

export function resetHealth() {
  parts.clear();
  $("health-rows").replaceChildren();
}

/** A part, its state, and on opening all that is told of it, with what went wrong last. */
export function health(event) {
  const row = parts.get(event.part) ?? healthRow(event.part);
  row.dataset.kind = BAD.has(event.state) ? "bad" : WARN.has(event.state) ? "warn" : "good";
  row.event = event;
  const detail = event.detail ?? "";
  put(row.querySelector(".state"), t(`health_${event.state}`, {}, event.state));
  put(row.querySelector(".short"), detail);
  put(row.querySelector(".whole"), detail);
  const last = event.last || event.last_ms ? t("last_error", { at: clock(event.last_ms), why: event.last }) : "";
  put(row.querySelector(".last"), last);
  row.title = [detail, last].filter(Boolean).join("\n");
}

/** Writes states and notices anew, after the language has changed. */
export function again() {
  for (const row of parts.values()) health(row.event);
  for (const row of $("notices-rows").children) if (row.event) noticeTold(row);
}

function healthRow(part) {
  const row = el(
    "li",
    { data: { part } },
    el(
      "details",
      {},
      el("summary", {}, el("b", { text: part }), el("span", { cls: "state" }), el("span", { cls: "short dim" })),
      el("p", { cls: "whole" }),
      el("p", { cls: "last dim" }),
    ),
  );
  $("health-rows").append(row);
  parts.set(part, row);
  return row;
}

/** `quoted`: the words of the message it is about, where they are on the page; they lead to it. */
export function notice(event, quoted = null) {
  const list = $("notices-rows");
  list.querySelector(".none")?.remove();
  const row = el(
    "li",
    { data: { level: event.level ?? "info", about: event.about ?? "" } },
    el("time", { text: clock(event.at_ms) }),
    el("p", {}, el("b", { text: quoted ?? event.about ?? "" }), el("span", { text: event.text ?? "" })),
  );
  row.event = event;
  noticeTold(row);
  if (quoted) row.querySelector("p").append(button(t("show_it"), { jump: event.about }, "jump"));
  list.prepend(row);
  while (list.childElementCount > NOTICE_ROWS) list.lastElementChild.remove();
}

/** The show's own words in the reader's language. */
export async function inWords(text) {
  const { lang } = document.documentElement;
  const words = lang === "en" ? null : await import("./notice_words.js").catch(() => null);
  return words ? words.told(text, lang) : text;
}

async function noticeTold(row) {
  put(row.querySelector("span"), await inWords(row.event.text ?? ""));
}

export function noNotices() {
  $("notices-rows").replaceChildren(el("li", { cls: "none dim", text: t("notices_none") }));
}
