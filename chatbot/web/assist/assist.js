// The page of a person who hosts: one question in big type, its answer, and what comes next.

import { $, el, keyed, put } from "/console/dom.js";
import { Link } from "/console/link.js";
import { explain } from "/console/reasons.js";
import { may } from "/console/rights.js";
import { begin } from "/console/signin.js";
import { learn, preferred, t, translate, useLanguage } from "/console/words.js";
import { WORDS } from "./words.js";

const root = document.documentElement;
const TOLD_MS = 6000;
const SILENT = ["stopped", "paused", "holding", "muted"];
const NONE = { on_air: "avatar_more", ...Object.fromEntries(SILENT.map((mode) => [mode, "silent_more"])) };

let link = null;
let row = { whispers: false, items: [], next: null };
let state = {};
let shelf = new Map();
let current = null; // the question being read stays until it is done: nothing moves under the eyes
let shown = { id: null, answer: null };
let changed = new Set(); // questions whose answer was replaced while somebody may be reading it
let untold = 0;

// --- what the show tells --------------------------------------------------------------------

function snapshot(data) {
  row = data.assist ?? { whispers: false, items: [], next: null };
  state = data.state ?? {};
  products(data.products);
  paint();
}

function events(list) {
  for (const event of list) {
    if (event.kind === "assist") row = event;
    else if (event.kind === "state") state = event;
    else if (event.kind === "products") products(event);
  }
  paint();
}

function products(event) {
  if (event) shelf = new Map(event.items.map((item) => [item.sku, item]));
}

function line(word) {
  root.dataset.link = word;
  put($("link"), t(word));
  hold();
}

// --- what is seen ---------------------------------------------------------------------------

const question = () => row.items.find((item) => item.id === current);
const rest = () => row.items.filter((item) => item.id !== current);

function paint() {
  if (!question()) current = row.items[0]?.id ?? null;
  root.dataset.mode = row.whispers ? "hosting" : (state.state ?? "unknown");
  put($("mode"), row.whispers ? t("you_host") : state.state === "on_air" ? t("avatar_hosts") : t(`mode_${state.state}`, {}, ""));
  put($("count"), rest().length ? t("waiting_n", { n: rest().length }) : "");
  $("turn").hidden = Boolean(state.assists) || !["on_air", "human_on"].includes(state.state);
  put($("turn").firstElementChild, t(state.state === "human_on" ? "handback" : "takeover"));
  $("here").hidden = state.here_by_ms == null;
  $("here").dataset.absent = state.absent ?? "";
  paintQuestion(question());
  paintRest(rest());
  paintGoods($("current"), shelf.get(state.on_screen), "none_on_screen");
  paintGoods($("upcoming"), shelf.get(row.next), "none_next");
  hold();
}

function paintQuestion(item) {
  const none = row.whispers ? "no_questions" : (NONE[state.state] ?? `mode_${state.state}`);
  $("ask").dataset.none = item ? "0" : "1";
  put($("ask-q"), item ? item.text : t(none));
  put($("ask-nick"), item?.nick ?? "");
  put($("ask-n"), item?.asked_by > 1 ? t("times", { n: item.asked_by }) : "");
  put($("ask-why"), item ? explain(item.why) : "");
  const answer = item?.answer;
  // The first answer is news; another one for the question being read is a correction.
  if (shown.id === item?.id && shown.answer && answer && shown.answer !== answer.text) changed.add(item.id);
  shown = { id: item?.id, answer: answer?.text ?? (shown.id === item?.id ? shown.answer : null) };
  $("answer").lang = answer?.lang ?? "";
  $("answer").dataset.kind = answer ? "answer" : "none";
  put($("answer"), answer ? answer.text : item ? t(item.preparing ? "preparing" : "no_answer") : "");
  $("answer").dataset.size = sizeOf($("answer").textContent);
  put($("answer-by"), answer ? sourceOf(answer) : "");
  $("answer-old").hidden = !answer || !changed.has(item.id);
  put($("answer-old"), t("answer_changed"));
}

/** How long a text runs: an ideograph is as wide as two letters. */
function sizeOf(text) {
  const wide = Array.from(text).reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e7f ? 2 : 1), 0);
  return wide <= 60 ? "short" : wide <= 130 ? "medium" : "long";
}

/** `price:SERUM:CNY` as people say it: the price, of which product. */
function factTold(fact) {
  const [kind, ...of] = String(fact).split(":");
  const item = shelf.get(of[0]);
  return [t(`fact_${kind}`, {}, kind), item?.title ?? of[0]].filter(Boolean).join(" · ");
}

function sourceOf(answer) {
  const said = [];
  const known = (answer.facts ?? []).filter((fact) => fact !== "none");
  const facts = [...new Set(known.map(factTold))];
  if (facts.length) said.push(t("from_facts", { list: facts.join(", ") }));
  if (answer.by && answer.by !== "facts") said.push(t("written_by", { by: answer.by }));
  return said.join("  ");
}

function paintRest(items) {
  keyed($("rest"), items, {
    key: (item) => item.id,
    make: (item) => {
      const button = el("button", {}, el("span", { cls: "q" }), el("b"), el("i"));
      button.type = "button";
      button.onclick = () => read(item.id);
      return el("li", {}, button);
    },
    fill: (node, item) => {
      put(node.querySelector(".q"), item.text);
      put(node.querySelector("b"), item.asked_by > 1 ? `×${item.asked_by}` : "");
      node.querySelector("i").dataset.ready = item.answer ? "1" : "0";
    },
  });
}

function paintGoods(box, item, none) {
  box.dataset.none = item ? "0" : "1";
  put(box.querySelector(".title"), item ? `${item.link_no ? `${item.link_no} · ` : ""}${item.title}` : t(none));
  put(box.querySelector(".price"), item?.price ?? "");
  put(box.querySelector(".per"), item?.per ?? "");
  box.querySelector(".stock").dataset.out = item?.sold_out ? "1" : "0";
  const stock = item?.stock == null ? "" : t("in_stock", { n: item.stock });
  put(box.querySelector(".stock"), item?.sold_out ? t("sold_out") : item?.on_hold ? t("on_hold") : stock);
}

/** What cannot be asked for now is disabled. */
function hold() {
  const away = root.dataset.link === "lost";
  const none = !question();
  const off = { answered: none, drop: none, later: rest().length === 0, next: !row.next, here: false, turn: false };
  const here = shelf.get(state.on_screen);
  off.point = !row.whispers || !here || here.sold_out;
  off.pin = !row.whispers || !here;
  off.next ||= !row.whispers;
  for (const [id, is] of Object.entries(off)) $(id).disabled = away || is;
}

// --- what the person does -------------------------------------------------------------------

async function act(action, fields = {}) {
  if (!may(action)) return null;
  if (root.dataset.link === "lost") return tell(t("refused", { why: t("offline_why") }));
  const answer = await link.act(action, fields);
  if (answer.type !== "done") tell(t("refused", { why: answer.reason ?? t("no_reply") }));
  return answer;
}

function tell(text) {
  put($("told"), text);
  $("told").hidden = false;
  clearTimeout(untold);
  untold = setTimeout(() => ($("told").hidden = true), TOLD_MS);
}

function read(id) {
  current = id;
  paint();
}

/** Reads the next question, or the one before; past the end it begins anew. */
function step(by) {
  const at = row.items.findIndex((item) => item.id === current);
  const count = row.items.length;
  if (count) read(row.items[(at + by + count) % count].id);
}

/** Done with this one: the next takes its place at once, before the show has replied. */
async function done(action) {
  const id = current;
  if (!id || !question() || !may(action)) return;
  const following = rest()[0]?.id ?? null;
  const answer = act(action, { id });
  row = { ...row, items: row.items.filter((item) => item.id !== id) };
  changed.delete(id);
  read(following);
  await answer;
}

const KEYS = {
  Enter: () => done("answered"),
  PageDown: () => done("answered"), // what a clicker sends
  PageUp: () => step(-1),
  d: () => done("drop"),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  b: () => $("point").click(),
  i: () => $("pin").click(),
  n: () => $("next").click(),
  h: () => act("here"),
  t: () => $("turn").hidden || $("turn").click(),
};

function listen() {
  $("answered").onclick = () => done("answered");
  $("drop").onclick = () => done("drop");
  $("later").onclick = () => step(1);
  $("point").onclick = () => act("point", { sku: state.on_screen });
  $("pin").onclick = () => act("pin", { sku: state.on_screen });
  $("next").onclick = () => act("pin", { sku: row.next });
  $("here").onclick = () => act("here");
  $("turn").onclick = () => act(state.state === "human_on" ? "handback" : "takeover");
  $("lang").onchange = () => speak($("lang").value);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.target.matches?.("input, select") || $("app").hidden) return;
    if (event.key === "Enter" && event.target.matches?.("button")) return; // it is pressed by itself
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!KEYS[key]) return;
    event.preventDefault();
    KEYS[key]();
  });
}

// --- the page -------------------------------------------------------------------------------

function speak(code) {
  useLanguage(code);
  translate();
  $("lang").value = code;
  document.title = t("assist");
  if (!link) return;
  line(root.dataset.link);
  paint();
}

function open() {
  link = new Link({ snapshot, events, state: line, signedOut: () => location.reload() });
  listen();
  speak(root.lang);
  link.connect();
}

learn(WORDS);
speak(preferred());
begin(open);
