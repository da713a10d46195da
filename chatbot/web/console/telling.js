// What the page tells in passing: the banner of a stop, short notes that go by themselves.

import { $, button, el } from "./dom.js";
import { t } from "./words.js";

export function banner(text, kind = "") {
  const node = $("banner");
  node.hidden = !text;
  node.textContent = text;
  node.dataset.kind = kind;
}

const SAME_MS = 1500;

/** Two tellings of one thing are one: that with a way back replaces the one without. */
export function toast(text, kind, undo = "") {
  const same = [...$("toasts").children].findLast((node) => node.firstElementChild.textContent === text);
  const offered = same?.querySelector("button");
  if (!undo && offered && performance.now() - same.dataset.at < SAME_MS) return;
  if (undo && same && !offered) same.remove();
  const node = el("li", { data: { kind, at: performance.now() } }, el("span", { text }));
  if (undo) node.append(button(t("undo"), { act: "undo", id: undo }));
  $("toasts").append(node);
  while ($("toasts").childElementCount > 4) $("toasts").firstElementChild.remove();
  setTimeout(() => node.remove(), kind === "bad" || undo ? 8000 : 2500);
}
