// The script panel's words in three languages.

import { learn } from "./words.js";

learn({
  script_how: [
    "{path}：保存后从下一句起生效。拖动 ⠿ 或按 ↑ ↓ 换顺序。",
    "{path}: what is saved is in force at the next line. Drag ⠿, or ↑ ↓ on it, to re-order.",
    "{path} : ce qui est enregistré vaut dès la prochaine ligne. Glissez ⠿, ou ↑ ↓, pour réordonner.",
  ],
  move_segment: ["移动环节 {title}", "Move segment {title}", "Déplacer le segment {title}"],
  move_how: ["拖动，或按 ↑ ↓", "Drag, or press ↑ ↓", "Glisser, ou ↑ ↓"],
  signed_of: ["{n}/{of} 已审", "{n} of {of} approved", "{n} sur {of} approuvées"],
  signed_by: ["{by} 已审", "approved by {by}", "approuvée par {by}"],
  line_waiting: ["待审", "waiting", "en attente"],
  line_stale: ["需重审", "stale", "à revoir"],
  line_refused: ["第 {n} 句没有通过：{why}", "Line {n} is not approved: {why}", "Ligne {n} non approuvée : {why}"],
  approve_all: ["全部通过", "Approve all of these", "Tout approuver"],
  revoke: ["撤回审核", "Take approval back", "Retirer l’accord"],
  edit_line: ["修改", "Edit", "Modifier"],
  verdict_pass: ["可以说", "passes", "passe"],
  verdict_block: ["不能说", "blocked", "bloquée"],
  verdict_waits: ["缺资料", "waits for a value", "attend une valeur"],
});
