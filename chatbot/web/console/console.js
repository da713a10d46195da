// The console: what the show tells, put in its place; what a person wants, asked of the show.

import { attendance, passed } from "./attendance.js";
import { Chat } from "./chat.js";
import * as desk from "./desk.js";
import "./desk_words.js";
import { listenToDialogs, openByKey } from "./dialogs.js";
import { $, el } from "./dom.js";
import { chosen, onKeys } from "./keys.js";
import { down, holdControls, refusal, showLine } from "./line.js";
import { Link, signOut } from "./link.js";
import { Log } from "./log.js";
import * as panels from "./panels.js";
import { may } from "./rights.js";
import { openSay, saySomething, sayWhy } from "./saying.js";
import { listenToSheet, openSheet } from "./sheet.js";
import { begin, sought } from "./signin.js";
import { store, theme } from "./taste.js";
import { banner, toast } from "./telling.js";
import { preferred, t, translate, useLanguage } from "./words.js";
import { editHeld, editProduct, listenToWriting, newNote, ownWords, takeBack } from "./writing.js";

const root = document.documentElement;
let who = null;
let link = null;
let chat = null;
let now = null;
let log = null;
let onScreen = null;
let lastProducts = null;
let last = {};
let mine = {}; // when this page last asked for each action
const undoable = [];
const UNDO_MS = 5000;
let unsought = true; // whether the page has yet to look for what its address names

// --- what the show tells ------------------------------------------------------------------

function snapshot(data) {
  chat.clear();
  log.clear();
  panels.resetHealth();
  panels.noNotices();
  now.quiet();
  desk.reset();
  last = {};
  panels.resetCurve((data.curve ?? []).slice(0, data.audience ? -1 : undefined));
  const one = (key) => (data[key] ? [{ kind: key, ...data[key] }] : []);
  const many = (key, kind) => (data[key] ?? []).map((row) => ({ kind, ...row }));
  if (data.products) products(data.products); // first: chat rows name what is on the shelf
  events([
    ...one("state"),
    ...many("chat", "chat"),
    ...many("decisions", "decision"),
    ...many("health", "health"),
    ...one("audience"),
    ...one("next"),
    ...one("held"),
    ...one("desk"),
    ...one("segments"),
    ...one("cost"),
  ]);
  if (data.speaking) now.speaking(data.speaking, data.now_ms - data.speaking.at_ms || 0);
  for (const row of data.notices ?? []) noticed(row, false); // known already: no alarm
  if (!unsought) return;
  unsought = false;
  look();
}

/** What an alert's link is about, once the page holds it. */
async function look() {
  const item = sought();
  if (item) (await import("./finding.js")).find(item, { go, chat });
}

/** The words of the message with this id, while they are on the page. */
function quoted(id) {
  const words = chat.words(id);
  return words ? t("quoted", { words }) : null;
}

function events(list) {
  chat.take(list);
  passed(list.at(-1)?.at_ms);
  desk.passed(list.at(-1)?.at_ms);
  // Of what is only a present state, the newest is enough.
  const newest = {};
  for (const event of list) {
    if (["next", "products", "state"].includes(event.kind)) newest[event.kind] = event;
    else if (event.kind === "speaking") now.speaking(event, list.at(-1).at_ms - event.at_ms || 0);
    else if (event.kind === "audience") panels.audience((last.audience = event));
    else if (event.kind === "health") panels.health(event);
    else if (event.kind === "notice") noticed(event);
    else if (event.kind in DESK) DESK[event.kind](event);
    else if (event.kind === "action") acted(event);
    else if (event.kind === "spoke") {
      now.spoke(event);
      log.take(event);
    } else log.take(event);
  }
  if (newest.state) state((last.state = newest.state));
  if (newest.products) products(newest.products);
  if (newest.next) panels.next((last.next = newest.next));
}

const DESK = { held: desk.held, desk: desk.desk, segments: desk.segments, cost: desk.cost };

/** What a person did; where it was I, and it can be undone, the way back is offered. */
function acted(event) {
  log.take(event);
  if (event.undo && performance.now() - (mine[event.action] ?? -UNDO_MS) < UNDO_MS) {
    undoable.push(event.undo);
    toast(t("done", { what: t(event.action, {}, event.action) }), "good", event.undo);
  }
}

function state(event) {
  const mode = event.state ?? event.mode ?? "unknown";
  root.dataset.mode = mode;
  root.dataset.assists = event.assists ? "1" : "0";
  const told = event.assists && mode === "on_air" ? "assist" : event.leaving ? "leaving" : mode;
  $("mode").textContent = down() ? t("mode_lost") : t(`mode_${told}`, {}, mode);
  $("takeover").firstElementChild.textContent = t(mode === "human_on" ? "handback" : "takeover");
  $("resume").hidden = mode === "on_air";
  $("pause").hidden = mode !== "on_air";
  $("mute").hidden = mode !== "on_air";
  $("farewell").hidden = mode !== "on_air" || event.leaving;
  attendance(event);
  if (["stopped", "human_on", "muted", "holding"].includes(mode)) now.quiet();
  else banner("");
  if ((event.on_screen ?? null) !== onScreen) {
    onScreen = event.on_screen ?? null;
    if (lastProducts) products(lastProducts);
  }
}

function products(event) {
  lastProducts = event;
  panels.products(event, { onScreen });
  holdControls();
}

async function noticed(event, alarm = true) {
  const about = quoted(event.about);
  if (about) chat.keep(event.about);
  panels.notice(event, about);
  const urgent = alarm && event.level === "urgent" && event.about !== "attendance"; // that has a strip
  if (urgent) toast(`${about ?? event.about ?? ""} ${await panels.inWords(event.text ?? "")}`, "bad");
}

function lineState(word) {
  showLine(word);
  if (!down() && last.state) state(last.state);
}

// --- what a person wants ------------------------------------------------------------------

/** Asks the show; a refusal is told beside `control`, the one that was used. */
async function act(action, fields = {}, control = $(action) ?? $("takeover")) {
  if (!may(action)) return { type: "refused" };
  mine[action] = performance.now();
  const answer = down() ? { type: "refused", reason: t("offline_why") } : await link.act(action, fields);
  if (answer.type === "done") toast(t("done", { what: t(action, {}, action) }), "good");
  else {
    answer.told = t("refused", { why: answer.reason ?? t("no_reply") });
    if (control && !refusal(answer.told, control)) toast(answer.told, "bad");
  }
  return answer;
}

async function stop(action = "stop") {
  if (!may(action)) return null;
  if (action !== "stop" && down()) return toast(t("refused", { why: t("offline_why") }), "bad");
  banner(t("stopping"), "stop");
  const answer = await link.act(action, {}, () => banner(t("stop_trying"), "bad"));
  if (answer.type === "refused") return banner(t("refused", { why: answer.reason }), "bad");
  if (answer.type !== "done") return banner(t("stop_failed"), "bad");
  const heard = answer.confirmed ?? [];
  const deaf = answer.unconfirmed ?? [];
  const said = [t("silent", { ms: answer.silenced_ms ?? "?" })];
  if (heard.length) said.push(t("confirmed", { list: heard.join(", ") }));
  if (deaf.length) said.push(t("unconfirmed", { list: deaf.join(", ") }));
  if (!heard.length && !deaf.length) said.push(t("nobody"));
  if (answer.durable === false) said.push(t("not_durable"));
  return banner(said.join(" · "), deaf.length ? "bad" : "stop");
}

const resume = () => act(root.dataset.mode === "human_on" ? "handback" : "resume");
const takeover = () => (root.dataset.mode === "human_on" ? act("handback") : stop("takeover"));
const farewell = () => act("takeover", { farewell: true }, $("farewell"));
const pause = () => act(root.dataset.mode === "on_air" ? "pause" : "resume");

/** A click on something with data-act; what cannot be taken back asks twice. */
function pressed(node) {
  const { act: action, arm, id, user, sku, seconds, text } = node.dataset;
  if (action === "edit") return editProduct(sku);
  if (action === "edit_held") return editHeld(id);
  if (action === "own_words") return ownWords(id, node.dataset.quote);
  if (action === "translate") return translateRow(chat.rows.get(id));
  if (action === "correct") return takeBack(id, node.dataset.quote);
  if (arm && !node.dataset.armed) {
    const words = node.textContent;
    node.dataset.armed = "1";
    node.textContent = t("sure");
    setTimeout(() => {
      delete node.dataset.armed;
      node.textContent = words;
    }, 3000);
    return null;
  }
  const fields = { id, user, sku, text, seconds: seconds && Number(seconds) };
  return act(action, Object.fromEntries(Object.entries(fields).filter(([, value]) => value)), node);
}

/** The row in the reader's language, under it. */
async function translateRow(row) {
  if (row && may("translate")) await (await import("./translating.js")).translateRow(row);
}

/** The line that is being said, else the last that was. */
function takeBackLast() {
  const { utterance, text } = now.line ?? log.lastSaid ?? {};
  if (utterance) takeBack(utterance, text);
}

function undoLast() {
  const id = undoable.pop();
  if (id) act("undo", { id }, null);
}

// --- keys ---------------------------------------------------------------------------------

const KEYS = {
  r: ["resume", resume, "resume"],
  p: ["pause", pause, "pause"],
  i: ["mute_60", () => act("mute", { seconds: 60 }), "mute"],
  k: ["skip", () => act("skip"), "skip"],
  t: ["takeover", takeover, "takeover"],
  g: ["farewell", farewell, "takeover"],
  h: ["here", () => act("here"), "here"],
  a: ["answer", () => chosen()?.querySelector('[data-act="answer"]')?.click(), "answer"],
  d: ["drop", () => chosen()?.querySelector('[data-act="drop"]')?.click(), "drop"],
  w: ["key_words", () => chosen()?.querySelector('[data-act="own_words"]')?.click(), "answer"],
  y: ["key_approve", () => desk.firstHeld() && act("approve", { id: desk.firstHeld().id }, null), "approve"],
  e: ["key_edit", () => desk.firstHeld() && editHeld(desk.firstHeld().id), "edit"],
  v: ["key_veto", () => desk.firstHeld() && act("veto", { id: desk.firstHeld().id }, null), "veto"],
  b: ["key_back", () => takeBackLast(), "correct"],
  u: ["key_undo", undoLast, "undo"],
  m: ["mark", () => act("mark"), "mark"],
  n: ["note_new", newNote, "note"],
  c: ["script", () => openSheet("script"), "script"],
  l: ["plugins", () => openSheet("plugins"), "plugin"],
  x: ["key_translate", () => translateRow(chat.current()), "translate"],
  s: ["key_say", () => openSay(), "say"],
  f: ["key_filter", () => chat.nextFilter()],
  "?": ["key_help", () => $("help").show()],
};

/** The keys that are for this person. */
const mineOf = (keys) => Object.fromEntries(Object.entries(keys).filter(([, [, , needs]]) => !needs || may(needs)));

// --- the page -----------------------------------------------------------------------------

function speak(code) {
  useLanguage(code);
  translate();
  $("lang").value = code;
  document.title = t("console");
  if (who) $("sign-out").title = `${t("sign_out")} (${who.name}, ${t(`role_${who.role}`)})`;
  $("doing").textContent = who && !may("stop") ? t("view_only") : "";
  $("help-keys").replaceChildren(
    ...(may("stop") ? [el("dt", {}, el("kbd", { text: "Esc" })), el("dd", { text: t("key_stop") })] : []),
    el("dt", {}, el("kbd", { text: "↑ ↓" })),
    el("dd", { text: t("key_rows") }),
    ...Object.entries(mineOf(KEYS)).flatMap(([name, [word]]) => [
      el("dt", {}, el("kbd", { text: name.toUpperCase() })),
      el("dd", { text: t(word) }),
    ]),
  );
  if (!link) return;
  lineState(root.dataset.link);
  if (last.state) state(last.state);
  if (last.audience) panels.watching(last.audience.count);
  if (last.next) panels.next(last.next);
  if (lastProducts) products(lastProducts);
  for (const part of [chat, log, now, desk]) part.again();
  panels.again();
}

function listen() {
  $("stop").onclick = () => stop();
  $("resume").onclick = resume;
  $("pause").onclick = pause;
  $("mute").onclick = () => act("mute", { seconds: 60 });
  $("skip").onclick = () => act("skip");
  $("takeover").onclick = takeover;
  $("farewell").onclick = farewell;
  $("here").onclick = () => act("here");
  $("help-open").onclick = () => $("help").show();
  listenToDialogs();
  for (const name of ["segment-set", "mood-set"]) openByKey($(name));
  listenToWriting(act);
  $("take-back").onclick = takeBackLast;
  listenToSheet(act);
  $("mark").onclick = () => act("mark");
  $("note-new").onclick = newNote;
  $("segment-set").onchange = ({ target }) => {
    act("segment", { id: target.value }, target);
    target.value = "";
  };
  $("block-form").onsubmit = async (event) => {
    event.preventDefault();
    const text = $("block-word").value.trim();
    if (text && !(await act("block_word", { text }, $("block-word"))).told) $("block-word").value = "";
  };
  for (const place of ["toasts", "notes"]) {
    $(place).onclick = ({ target }) => {
      const node = target.closest("[data-act]");
      if (node) pressed(node);
    };
  }
  $("say-form").onsubmit = (event) => {
    event.preventDefault();
    saySomething(act);
  };
  $("say").oninput = () => sayWhy("");
  $("say-open").onclick = () => openSay(root.dataset.say !== "1");
  $("mood-set").onchange = ({ target }) => {
    act("mood", { text: target.value }, target);
    target.value = "";
  };
  $("sign-out").onclick = async () => {
    await signOut();
    location.reload();
  };
  $("lang").onchange = () => {
    store.set("lang", $("lang").value);
    speak($("lang").value);
  };
  $("theme").onclick = () => {
    const dark = root.dataset.theme === "light" ? "dark" : "light";
    store.set("theme", dark);
    theme(dark);
  };
  for (const tab of document.querySelectorAll("[data-go]")) tab.onclick = () => go(tab.dataset.go);
  for (const each of document.querySelectorAll("button[data-filter]")) {
    each.onclick = () => chat.filter(each.dataset.filter);
  }
  $("grid").addEventListener("click", ({ target }) => {
    const jump = target.closest("[data-jump]");
    const node = target.closest("[data-act]");
    if (jump) {
      go("live");
      chat.jump(jump.dataset.jump);
    } else if (node) pressed(node);
    else holdControls(); // a row may just have opened
  });
  onKeys(mineOf(KEYS), stop);
  addEventListener("hashchange", look);
}

function go(tab) {
  root.dataset.tab = tab;
  refusal("");
  for (const each of document.querySelectorAll("[data-go]")) {
    each.setAttribute("aria-pressed", String(each.dataset.go === tab));
  }
  if (tab === "live") chat.toEnd();
}

function open(signedIn) {
  who = signedIn;
  chat = new Chat();
  now = new panels.Now();
  log = new Log();
  link = new Link({ snapshot, events, state: lineState, signedOut: () => location.reload() });
  listen();
  panels.holdNextUnderPointer();
  go("live");
  now.quiet();
  panels.noNotices();
  panels.next({ items: [] });
  speak(root.lang);
  link.connect();
}

theme(store.get("theme") ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"));
speak(store.get("lang") ?? preferred());
begin(open);
