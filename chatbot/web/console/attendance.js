// “I'm here”: the button, how long until it has to be pressed, and what the show does without it.

import { $, put } from "./dom.js";
import { t } from "./words.js";

const SOON_MIN = 5;

let asked = null; // until when, in show time, and what the show fell back to
let now_ms = 0;

/** What the show tells of it, with its state. */
export function attendance(event) {
  asked = event.here_by_ms == null ? null : { by_ms: event.here_by_ms, absent: event.absent };
  passed(event.at_ms);
}

/** Show time goes on; a row without a time changes nothing. */
export function passed(at_ms) {
  now_ms = Math.max(now_ms, at_ms ?? 0);
  const button = $("here");
  button.hidden = !asked;
  if (!asked) return;
  const left = Math.max(0, Math.ceil((asked.by_ms - now_ms) / 60_000));
  button.dataset.kind = asked.absent ? "absent" : left <= SOON_MIN ? "soon" : "calm";
  put($("here-words"), asked.absent ? t("here") : t("here_in", { n: left }));
  const told = { holding: "absent_holding", script_only: "absent_script" }[asked.absent];
  $("absent").hidden = !told;
  put($("absent"), told ? t(told) : "");
}
