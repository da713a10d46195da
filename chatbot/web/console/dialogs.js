// Dialogs are not modal, so that STOP stays in reach: Tab goes round in the open one and by STOP,
// and what had the focus before gets it back.

import { $ } from "./dom.js";

const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0']";
let before = null; // what had the focus outside of dialogs; null where nothing had

const opened = () => [...document.querySelectorAll("dialog[open]")].at(-1);

const usable = (node) => !node.disabled && node.tabIndex >= 0 && node.checkVisibility();

/** Tab at the end of the open dialog goes to STOP, from there to its beginning; and the way back. */
function round(event) {
  const dialog = opened();
  if (event.key !== "Tab" || !dialog) return;
  const list = [...dialog.querySelectorAll(CONTROLS), $("stop")].filter(usable);
  const at = list.indexOf(document.activeElement);
  const step = event.shiftKey ? -1 : 1;
  const inside = at >= 0 && list[at] !== $("stop") && list[at + step] && list[at + step] !== $("stop");
  if (inside) return; // the browser knows the way
  event.preventDefault();
  const from = at < 0 && step < 0 ? 0 : at;
  list.at((from + step + list.length) % list.length)?.focus();
}

function giveBack() {
  const now = document.activeElement;
  if (opened() || (now !== document.body && !now?.closest("dialog"))) return;
  if (before?.isConnected && before.checkVisibility()) before.focus();
  else if (before) $("chat-rows").focus(); // the row it was in has gone
  else now.blur();
}

export function listenToDialogs() {
  addEventListener("focusin", ({ target }) => {
    if (!target.closest("dialog")) before = target === $("stop") && opened() ? before : target;
  });
  addEventListener("focusout", ({ target, relatedTarget }) => {
    if (!relatedTarget && !target.closest("dialog") && target.isConnected && !opened()) before = null;
  });
  addEventListener("keydown", round);
  for (const dialog of document.querySelectorAll("dialog")) dialog.addEventListener("close", giveBack);
}

/** A closed list that an arrow or a letter would change at once opens instead: choosing is one act. */
export function openByKey(select) {
  select.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || (key.length > 1 && !/^(Arrow|Page|Home|End)/.test(key))) return;
    event.preventDefault();
    try {
      select.showPicker();
    } catch {
      // an older browser: Alt and an arrow, or Enter, still open it
    }
  });
}
