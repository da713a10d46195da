// The rundown: segments in order, their lines as they would be said, edited, signed, moved.

import { chip, el } from "./dom.js";
import "./script_words.js";
import { api, doing } from "./sheet.js";
import { t } from "./words.js";

const TYPING_MS = 250;
const open = new Set(); // segments that are unfolded, by title
let body = null;
let version = "";

export async function show(into) {
  body = into;
  const outline = await api("/api/script");
  if (outline.error) return tell(outline.error);
  version = outline.version;
  const list = el("ol", { cls: "segments" });
  list.append(...outline.segments.map((segment) => segmentRow(segment, outline.segments.length)));
  body.replaceChildren(el("p", { cls: "dim", text: t("script_how", { path: outline.path }) }), el("p", { cls: "why" }), list);
  body.querySelector(".why").setAttribute("role", "alert");
  return null;
}

function tell(text) {
  const why = body.querySelector(".why");
  if (why) why.textContent = text;
  else body.replaceChildren(el("p", { cls: "none bad", text }));
}

/** Does it, tells what was refused, and shows everything anew. */
async function change(request) {
  const answer = await api("/api/script", { ...request, version });
  const focus = document.activeElement?.dataset?.grip;
  await show(body);
  if (answer.error) tell(answer.error);
  else if (Object.keys(answer.refused ?? {}).length) {
    tell(Object.entries(answer.refused).map(([n, why]) => t("line_refused", { n, why })).join(" "));
  }
  return { ...answer, focus };
}

// --- segments -----------------------------------------------------------------------------

function segmentRow(segment, count) {
  const row = el("li", { data: { n: segment.n } });
  const grip = el("button", { cls: "grip icon", text: "⠿", data: { grip: segment.n } });
  grip.type = "button";
  grip.setAttribute("aria-label", t("move_segment", { title: segment.title }));
  grip.title = t("move_how");
  grip.onkeydown = (event) => {
    const to = segment.n + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0);
    if (to === segment.n || to < 1 || to > count) return;
    event.preventDefault();
    event.stopPropagation();
    move(segment.n, to);
  };
  draggable(row, grip);
  const steps = el("span", { cls: "steps" }); // for fingers, which cannot drag a page's parts
  for (const [sign, to] of [["↑", segment.n - 1], ["↓", segment.n + 1]]) {
    const step = doing(sign, () => move(segment.n, to), "icon");
    step.hidden = to < 1 || to > count;
    step.setAttribute("aria-label", `${sign} ${segment.title}`);
    steps.append(step);
  }
  const details = el("details");
  details.open = open.has(segment.title);
  const done = segment.lines && segment.approved === segment.lines;
  const head = el(
    "summary",
    {},
    el("b", { text: `${segment.n}. ${segment.title}` }),
    segment.sku ? chip(segment.sku, "sku") : null,
    chip(t("signed_of", { n: segment.approved, of: segment.lines }), done ? "good" : "warn"),
  );
  const lines = el("div", { cls: "lines" });
  details.append(head, lines);
  details.ontoggle = () => {
    if (details.open) open.add(segment.title);
    else open.delete(segment.title);
    if (details.open && !lines.childElementCount) fill(lines, segment.n);
  };
  row.append(el("span", { cls: "grips" }, grip, steps), details);
  return row;
}

async function move(number, to) {
  const { error } = await change({ do: "move", number, to });
  body.querySelector(`[data-grip="${error ? number : to}"]`)?.focus();
}

function draggable(row, grip) {
  grip.onpointerdown = () => (row.draggable = true);
  row.ondragstart = (event) => {
    event.dataTransfer.setData("text/plain", row.dataset.n);
    event.dataTransfer.effectAllowed = "move";
    row.classList.add("dragged");
  };
  row.ondragend = () => {
    row.draggable = false;
    row.classList.remove("dragged");
  };
  row.ondragover = (event) => event.preventDefault();
  row.ondrop = (event) => {
    event.preventDefault();
    const from = Number(event.dataTransfer.getData("text/plain"));
    if (from && from !== Number(row.dataset.n)) move(from, Number(row.dataset.n));
  };
}

// --- lines --------------------------------------------------------------------------------

async function fill(into, number) {
  into.replaceChildren(el("p", { cls: "dim", text: "…" }));
  const found = await api(`/api/script?segment=${number}`);
  if (found.error) return into.replaceChildren(el("p", { cls: "bad", text: found.error }));
  const waits = found.rows.filter((row) => row.state !== "approved").map((row) => row.number);
  into.replaceChildren(...found.rows.map(lineRow));
  if (waits.length) {
    into.append(doing(t("approve_all"), () => change({ do: "approve", numbers: [...new Set(waits)] }), "primary"));
  }
  return null;
}

function lineRow(line) {
  const signed = line.state === "approved";
  const row = el("div", { cls: "sline", data: { wrong: line.wrong ? "1" : "0", number: line.number, lang: line.lang } });
  const acts = el("span", { cls: "acts" });
  acts.append(
    signed
      ? doing(t("revoke"), () => change({ do: "revoke", numbers: [line.number] }), "quiet")
      : doing(t("approve"), () => change({ do: "approve", numbers: [line.number] })),
    doing(t("edit_line"), () => write(row, line)),
  );
  const state = signed ? t("signed_by", { by: line.by }) : t(`line_${line.state}`, {}, line.state);
  row.append(
    el("p", { lang: line.lang, text: line.text }),
    el(
      "span",
      { cls: "chips" },
      chip(String(line.number), "lang"),
      chip(line.lang, "lang"),
      verdictChip(line.verdict),
      chip(state, signed ? "good" : "warn", line.why || line.at),
    ),
    el("p", { cls: "dim small", text: [line.lint || line.reason, line.why, line.facts.join(", ")].filter(Boolean).join(" · ") }),
    acts,
  );
  return row;
}

const verdictChip = (verdict) => chip(t(`verdict_${verdict}`), { pass: "good", block: "bad" }[verdict] ?? "warn");

/** The line as it is written, with what it would be now told while somebody types. */
function write(row, line) {
  const field = el("textarea", { lang: line.lang });
  field.value = line.raw;
  field.rows = 3;
  field.maxLength = 2000;
  field.setAttribute("aria-label", t("edit_line"));
  const said = el("p", { cls: "as-said", lang: line.lang });
  said.setAttribute("aria-live", "polite");
  const acts = el("span", { cls: "acts" });
  const save = doing(t("save"), () => change({ do: "edit", number: line.number, lang: line.lang, text: field.value.trim() }), "primary");
  acts.append(save, doing(t("cancel"), () => row.replaceWith(lineRow(line))));
  row.replaceChildren(field, said, acts);
  let timer = 0;
  let asked = 0;
  const check = async () => {
    const turn = (asked += 1);
    const found = await api("/api/script", { do: "check", number: line.number, lang: line.lang, text: field.value.trim() });
    if (turn !== asked) return;
    const wrong = found.error || found.verdict === "block";
    save.disabled = Boolean(wrong);
    said.dataset.wrong = wrong ? "1" : "0";
    said.replaceChildren(verdictChip(found.verdict ?? "block"), ` ${found.error || found.reason || found.text}`);
  };
  field.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(check, TYPING_MS);
  };
  check();
  field.focus();
}
