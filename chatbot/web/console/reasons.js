// Why something was or was not said: the show tells it in clauses, the page in the reader's language.
// A clause that is not known here is shown as it came.

import { t } from "./words.js";

// What a clause looks like, and how it is told; {1} is what stood in the brackets.
const CLAUSES = [
  [/^about what is on screen$/, "why_on_screen"],
  [/^asked by somebody with it in the cart$/, "why_in_cart"],
  [/^asked (\d+) times$/, "why_times"],
  [/^waiting (\d+) s$/, "why_waiting"],
  [/^about (.+)$/, "why_about"],
  [/^a moderator chose it$/, "why_chosen"],
  [/^although answered not long ago$/, "why_lately"],
  [/^although this viewer was just answered$/, "why_viewer_lately"],
  [/^from the facts$/, "why_facts"],
  [/^written by (.+)$/, "why_by"],
  [/^no answer wanted$/, "why_none_wanted"],
  [/^asks the same as (\S+)$/, "why_same"],
  [/^same viewer asks again: (\S+)$/, "why_again"],
  [/^a courtesy like (\S+)$/, "why_polite_like"],
  [/^a courtesy$/, "why_polite"],
  [/^just answered with (\S+)$/, "why_just_answered"],
  [/^this viewer asked three newer questions$/, "why_newer"],
  [/^the board is full and this ranked last$/, "why_last"],
  [/^too late for a courtesy$/, "why_courtesy"],
  [/^waited longer than two minutes$/, "why_too_long"],
  [/^skipped by a moderator$/, "why_skipped"],
  [/^this viewer is muted by a moderator$/, "why_muted"],
  [/^it is more than ten minutes old$/, "why_old"],
  [/^nothing to say$/, "why_nothing"],
  [/^audience not known: (.+) pace$/, "why_unknown_pace"],
  [/^([\d,]+) viewers? and (\S+): (.+) pace$/, "why_pace"],
  [/^rundown:(.+)$/, "why_rundown"],
  [/^opening$/, "why_opening"],
  [/^handover\.back$/, "why_back"],
  [/^goodbye for schedule$/, "why_hours_end"],
  [/^goodbye as the broadcast ends$/, "why_broadcast_ends"],
  [/^planned for (.+)$/, "why_planned"],
  [/^goodbye for (.+)$/, "why_goodbye"],
  [/^neutral: nothing stands out$/, "why_calm"],
  [/^(\w+): set by (.+)$/, "why_mood_by"],
  [/^last call to action (\d+) s ago$/, "why_last_call"],
  [/^hurried: (\d+) questions waiting and the oldest for (\d+) s$/, "why_pile"],
];
const NAMED = ["intent", "tier", "trend", "mood"];

/** `sober: 4 complaints and 1 greeting in 2 minutes from 3 viewers` in the reader's language. */
function moodTold(clause) {
  const found = /^(\w+): (\d+ .+) in ([\d.]+) minutes? from (\d+) viewers$/.exec(clause);
  if (!found) return null;
  const feelings = found[2].split(" and ").map((part) => {
    const [, n, what] = /^(\d+) (.+?)s?$/.exec(part) ?? [null, part, ""];
    return t(`felt_${what.replaceAll(" ", "_")}`, { n }, part);
  });
  const list = feelings.join(t("comma"));
  return t("why_mood", { mood: named(found[1]), list, minutes: found[3], viewers: found[4] });
}

/** A word of the show's own in the reader's language, or as it is. */
export function named(word) {
  const key = String(word ?? "").replaceAll(" ", "_");
  for (const kind of NAMED) {
    const said = t(`${kind}_${key}`, {}, "");
    if (said) return said;
  }
  return word;
}

/** One clause in the reader's language, or as it is. */
function clauseTold(clause, quote) {
  for (const [pattern, key] of CLAUSES) {
    const found = pattern.exec(clause);
    if (!found) continue;
    const values = found.map((value) => {
      const words = quote(value);
      return words ? t("quoted", { words }) : named(value);
    });
    return t(key, { ...values });
  }
  return moodTold(clause) ?? t(`intent_${clause}`, {}, clause);
}

/** The whole reason; `quote` gives a message's words for its id, where it is still on the page. */
export function explain(reason, quote = () => null) {
  const [why, ...calls] = String(reason ?? "").split("; ");
  const told = why.split(", ").map((clause) => clauseTold(clause, quote));
  return [told.join(t("comma")), ...calls.map((call) => clauseTold(call, quote))].join("; ");
}
