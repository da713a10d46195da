// "Say this": the field, folded away on a phone.

import { $ } from "./dom.js";
import { may } from "./rights.js";

/** The words stay in the field until the show has taken them. */
export async function saySomething(act) {
  const text = $("say").value.trim();
  if (!text) return;
  sayWhy("");
  const answer = await act("say", { text }, null);
  if (answer.told) sayWhy(answer.told);
  else if ($("say").value.trim() === text) $("say").value = "";
}

export function sayWhy(text) {
  $("say-why").textContent = text;
  $("say-why").hidden = !text;
  $("say").ariaInvalid = String(Boolean(text));
}

/** On a phone the field for words to say is folded away. */
export function openSay(open = true) {
  if (!may("say")) return;
  document.documentElement.dataset.say = open ? "1" : "0";
  $("say-open").ariaExpanded = String(open);
  if (open) $("say").focus();
}
