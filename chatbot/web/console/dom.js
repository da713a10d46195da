// Making elements. Text only ever goes in as text.

import { withhold } from "./rights.js";

export const $ = (id) => document.getElementById(id);

/** An element with a class, text and children; `data` becomes data-* attributes. */
export function el(tag, { cls = "", text = null, data = {}, title = "", lang = "" } = {}, ...children) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== null) node.textContent = text;
  if (title) node.title = title;
  if (lang && /^[a-z]{2,3}$/.test(lang)) node.lang = lang;
  Object.assign(node.dataset, data);
  node.append(...children.filter(Boolean));
  return node;
}

export const chip = (text, kind = "", title = "") => el("span", { cls: `chip ${kind}`, text, title });

export function button(text, data, cls = "") {
  const node = el("button", { cls, text, data });
  node.type = "button";
  if (data.act) withhold(node);
  return node;
}

/** Show time as h:mm:ss. */
export function clock(ms) {
  const s = Math.max(0, Math.floor((ms ?? 0) / 1000));
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** Sets text only where it differs, so that nothing is announced or laid out twice. */
export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Keeps at most `limit` children, the oldest go. */
export function trim(list, limit) {
  while (list.childElementCount > limit) list.firstElementChild.remove();
}

/** One of the drawings of the page's sprite. */
export function sign(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "i");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A small sign for a button that has no room for words. */
export function little(name, data, label) {
  const node = button("", data, "icon");
  node.append(sign(name));
  node.title = label;
  node.setAttribute("aria-label", label);
  return node;
}

/**
 * Makes `list` show `items` in order, keeping the row of each key so that a click in progress,
 * the focus and a choice survive. `make(item)` builds a row, `fill(row, item)` writes into it.
 */
export function keyed(list, items, { key, make, fill }) {
  const old = new Map([...list.children].map((row) => [row.dataset.key, row]));
  let before = list.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const row = old.get(name) ?? make(item);
    old.delete(name);
    row.dataset.key = name;
    fill(row, item);
    if (row === before) before = before.nextElementSibling;
    else list.insertBefore(row, before);
  }
  for (const row of old.values()) row.remove();
}

/** Replaces children only where their text or kind would differ. */
export function chips(node, wanted) {
  const now = wanted.filter(Boolean);
  const same = (a, b) => a && a.className === b.className && a.textContent === b.textContent;
  if (node.childElementCount === now.length && now.every((c, i) => same(node.children[i], c))) return;
  node.replaceChildren(...now);
}
