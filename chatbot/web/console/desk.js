// The desk: what waits for a person, notes of the shift, how free the host is, words, segments, cost.

import { $, button, chip, chips, el, keyed, put } from "./dom.js";
import { owns } from "./rights.js";
import { t } from "./words.js";

let now_ms = 0;
let heldItems = [];
let last = {};

/** Show time goes on: what waits shows how long it still does. */
export function passed(at_ms) {
  now_ms = Math.max(now_ms, at_ms ?? 0);
  for (const row of $("held-rows").children) countdown(row);
}

export function reset() {
  heldItems = [];
  last = {};
  held({ items: [] });
  desk({ levels: [], notes: [], words: [] });
  segments({ items: [] });
}

/** Writes everything anew, after the language has changed. */
export function again() {
  $("held-rows").replaceChildren();
  held({ items: heldItems });
  if (last.desk) desk(last.desk);
  if (last.segments) segments(last.segments);
  if (last.cost) cost(last.cost);
}

// --- what waits ---------------------------------------------------------------------------

export const firstHeld = () => heldItems[0];
export const heldOf = (id) => heldItems.find((item) => item.id === id);

export function held(event) {
  heldItems = event.items ?? [];
  const n = heldItems.length;
  $("held").hidden = !n;
  put($("held-n"), n ? String(n) : "");
  document.documentElement.dataset.held = String(n);
  document.querySelector('[data-go="next"]').dataset.n = n || "";
  keyed($("held-rows"), heldItems, { key: (item) => item.id, make: heldRow, fill: fillHeld });
}

function heldRow(item) {
  const acts = el("span", { cls: "acts" });
  acts.append(
    button("", { act: "approve", id: item.id }, "primary"),
    button("", { act: "edit_held", id: item.id }),
    button("", { act: "veto", id: item.id }, "danger"),
  );
  return el(
    "li",
    { data: { id: item.id } },
    el("p", { cls: "dim q" }),
    el("p", { cls: "a", lang: item.lang }),
    el("p", { cls: "gate" }),
    el("p", { cls: "dim facts" }),
    el("span", { cls: "line" }, acts, el("span", { cls: "due num dim" })),
  );
}

function fillHeld(row, item) {
  put(row.querySelector(".q"), `${item.nick ? `${item.nick}: ` : ""}${item.question}`);
  put(row.querySelector(".a"), item.answer);
  row.dataset.passed = item.passed ? "1" : "0";
  const why = [(item.reasons ?? []).join(", "), item.detail].filter(Boolean).join(": ");
  put(row.querySelector(".gate"), item.passed ? t("gate_pass") : t("gate_block", { why }));
  const facts = item.facts?.length ? t("held_facts", { list: item.facts.join(", ") }) : t("held_no_facts");
  put(row.querySelector(".facts"), [facts, item.by && t("held_by", { by: item.by })].filter(Boolean).join(" · "));
  row.dataset.due = item.due_ms ?? "";
  row.dataset.then = item.then ?? "drop";
  for (const each of row.querySelectorAll("[data-act]")) put(each, t(each.dataset.act));
  countdown(row);
}

function countdown(row) {
  if (!row.dataset?.due) return;
  const n = Math.max(0, Math.ceil((Number(row.dataset.due) - now_ms) / 1000));
  put(row.querySelector(".due"), t(`then_${row.dataset.then}`, { n }));
}

// --- notes, freedom, words ----------------------------------------------------------------

export function desk(event) {
  last.desk = event;
  notes(event.notes ?? []);
  const level = event.autonomy;
  const levels = event.levels ?? [];
  keyed($("levels"), levels, {
    key: (name) => name,
    make: (name) => button("", { act: "autonomy", text: name }),
    fill: (node, name) => {
      put(node, t(`level_${name}`, {}, name));
      node.disabled = levels.indexOf(name) > levels.indexOf(level) && !owns();
      const why = t(`level_${name}_why`, { n: event.held_s ?? "" });
      node.title = node.disabled ? `${why} ${t("owner_only")}` : why;
      node.setAttribute("aria-pressed", String(name === level));
    },
  });
  put($("level-why"), level ? t(`level_${level}_why`, { n: event.held_s ?? "" }) : "");
  keyed($("blocked-words"), event.words ?? [], {
    key: (item) => item.word,
    make: (item) => {
      const node = button("", { act: "undo", id: item.undo }, "chip");
      node.append(el("span", { text: item.word }), el("span", { text: " ×" }));
      return node;
    },
    fill: (node, item) => {
      node.title = item.by;
      node.disabled = !item.undo;
      node.setAttribute("aria-label", t("unblock", { word: item.word }));
    },
  });
}

function notes(list) {
  $("notes").hidden = !list.length;
  keyed($("notes"), list, {
    key: (note) => note.id,
    make: (note) => {
      const gone = button("", { act: "note", id: note.id }, "icon");
      gone.append("×");
      return el("li", {}, el("b"), el("span"), gone);
    },
    fill: (row, note) => {
      put(row.querySelector("b"), note.by);
      put(row.querySelector("span"), note.text);
      row.querySelector("button").setAttribute("aria-label", t("note_gone"));
    },
  });
}

export function segments(event) {
  last.segments = event;
  const items = event.items ?? [];
  $("segment-set").hidden = items.length < 2;
  const wanted = [["", t("segment_pick")], ...items.map((s) => [String(s.n), `${s.here ? "▸ " : ""}${s.n}. ${s.title}`])];
  const shown = [...$("segment-set").options].map((o) => [o.value, o.text]);
  if (JSON.stringify(shown) === JSON.stringify(wanted)) return;
  $("segment-set").replaceChildren(
    ...wanted.map(([value, text]) => {
      const option = el("option", { text });
      option.value = value;
      return option;
    }),
  );
}

/** What the night has cost so far. */
export function cost(event) {
  last.cost = event;
  const minutes = Math.round((event.speech_s ?? 0) / 60);
  chips($("cost"), [
    ...(event.models ?? []).map((m) => chip(t("cost_tokens", { n: Number(m.tokens).toLocaleString() }), "lang", m.name)),
    chip(t("cost_speech", { n: minutes }), "lang", `${event.voice ?? ""} ${event.characters ?? 0}`),
    event.money && chip(event.money, "warn"),
  ]);
}
