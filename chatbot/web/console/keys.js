// Keys: Escape stops the show, single letters act, arrows choose a question.

import { $ } from "./dom.js";

/** The question that keys act on: the chosen one, else the first. */
export const chosen = () =>
  $("next-rows").querySelector("[aria-current]") ?? $("next-rows").querySelector(".item");

function choose(step) {
  const rows = [...$("next-rows").querySelectorAll(".item")];
  const at = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  for (const row of rows) row.removeAttribute("aria-current");
  next?.setAttribute("aria-current", "true");
  next?.scrollIntoView({ block: "nearest" });
}

/** `keys` maps a letter to [word, what it does]. */
export function onKeys(keys, stop) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const inDialog = event.target.closest?.("dialog[open]");
    const typing = event.target.matches?.("input, select, textarea");
    if (event.key === "Escape") {
      const dialog = document.querySelector("dialog[open]"); // not modal: STOP stays in reach
      if (dialog) {
        dialog.close();
        return;
      }
      event.preventDefault();
      if (!event.repeat) stop();
      return;
    }
    if (inDialog || typing || event.repeat) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.target.closest?.(".scroll")) return; // a focused list scrolls or chooses by itself
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    const known = keys[event.key.toLowerCase()];
    if (!known) return;
    event.preventDefault();
    known[1]();
  });
}
