// A chat row in the reader's language, shown under it. Loaded when it is first asked for.

import { el } from "./dom.js";
import { post } from "./link.js";
import { learn, t } from "./words.js";

learn({
  translated_by: ["机器翻译：{by}", "machine translation: {by}", "traduction automatique : {by}"],
  not_translated: ["没有翻译：{why}", "Not translated: {why}", "Pas de traduction : {why}"],
  translate_no_model: [
    "这个节目没有配置语言模型。",
    "this show has no language model.",
    "cette émission n’a pas de modèle de langue.",
  ],
  translate_gone: ["这条消息太旧了。", "this message is too old.", "ce message est trop ancien."],
  translate_busy: [
    "翻译太多了，请稍等：先回答观众。",
    "too many at once, please wait: the viewers’ answers come first.",
    "trop de demandes, patientez : les réponses au public passent d’abord.",
  ],
});

/** Puts the translation under the row, or why there is none. */
export async function translateRow(row) {
  let line = row.querySelector(".translation");
  if (!line) {
    line = el("p", { cls: "translation" });
    line.role = "status";
    row.insertBefore(line, row.querySelector(".acts"));
  }
  const to = document.documentElement.lang;
  line.dataset.kind = "";
  line.replaceChildren("…");
  const found = await asked({ id: row.dataset.id, to });
  if (found.text) {
    line.replaceChildren(
      el("span", { text: found.text, lang: to }),
      el("small", { cls: "dim", text: t("translated_by", { by: found.by ?? "" }) }),
    );
  } else {
    line.dataset.kind = "bad";
    const why = t(`translate_${found.why}`, {}, found.error || t("no_reply"));
    line.replaceChildren(t("not_translated", { why }));
  }
  row.scrollIntoView({ block: "nearest" });
}

async function asked(body) {
  try {
    return await (await post("/api/translation", body)).json();
  } catch {
    return { error: t("offline_why") };
  }
}
