// While the show is out of reach: what the page says of it, and which controls wait.

import { $ } from "./dom.js";
import { t } from "./words.js";

const WAITS = "[data-act], #here, #transport button:not(#say-open), #say-form button, #edit-form .primary, #words-form .primary, #edit-out, #mood-set, #segment-set, #mark, #note-new, #block-word";

const REFUSAL_MS = 8000;

/** Whether nothing but STOP can be asked of the show now. */
export const down = () => document.documentElement.dataset.link === "lost";

/** Tells how the line is; with it down the mode on the page is no longer known. */
export function showLine(word) {
  document.documentElement.dataset.link = word;
  $("link").textContent = t(word);
  $("offline").hidden = !down();
  if (down()) {
    $("offline").textContent = t("offline");
    $("mode").textContent = t("mode_lost");
  }
  holdControls();
}

/** Controls that cannot act are disabled and say why; called again for those made since. */
export function holdControls() {
  for (const node of document.querySelectorAll(WAITS)) {
    if (down() && !node.disabled) {
      node.dataset.title = node.title;
      node.title = t("offline_why");
      node.disabled = true;
    } else if (!down() && "title" in node.dataset) {
      node.title = node.dataset.title;
      delete node.dataset.title;
      node.disabled = false;
    }
  }
}

/** Why something was not done, beside the control that asked for it; true where it can be seen. */
export function refusal(text, control = null) {
  document.querySelector(".refusal")?.remove();
  const at = control?.getBoundingClientRect();
  if (!at?.width) return false;
  const node = document.createElement("p");
  node.className = "refusal";
  node.role = "alert";
  node.textContent = text;
  $("app").append(node);
  const { offsetWidth: wide, offsetHeight: high } = node;
  const above = at.top - high - 6;
  node.style.left = `${Math.max(8, Math.min(innerWidth - wide - 8, at.right - wide))}px`;
  node.style.top = `${above > 50 ? above : at.bottom + 6}px`;
  setTimeout(() => node.remove(), REFUSAL_MS);
  return true;
}
