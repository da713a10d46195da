// The box in which a person writes: an answer, an edit, a correction, a note. And the product's.

import { heldOf } from "./desk.js";
import { $ } from "./dom.js";
import { shelf } from "./panels.js";
import { t } from "./words.js";

let asked = null; // what is being written, and for what

/** Opens the box: `what` is an action with its fields; without words only where `optional`. */
export function write(what, { title, quote = "", text = "", hint = t("words_hint"), optional = false, limit = 400 }) {
  asked = { what, optional };
  $("words-title").textContent = title;
  $("words-quote").textContent = quote;
  $("words-text").value = text;
  $("words-text").maxLength = limit;
  $("words-text").setAttribute("aria-label", title);
  $("words-hint").textContent = hint;
  $("words-why").textContent = "";
  $("words").show();
  $("words-text").focus();
}

export function editHeld(id) {
  const item = heldOf(id);
  if (item) write({ action: "edit", id }, { title: t("edit_held"), quote: item.question, text: item.answer });
}

export const ownWords = (id, quote) => write({ action: "answer", id }, { title: t("own_words_for"), quote });

export const takeBack = (id, quote) =>
  write({ action: "correct", id }, { title: t("correct_for"), quote, hint: t("correct_hint"), optional: true });

export const newNote = () => write({ action: "note" }, { title: t("note_new"), hint: "", limit: 200 });

export function listenToWriting(act) {
  $("words-cancel").onclick = () => $("words").close();
  $("words-text").onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      $("words-form").requestSubmit();
    }
  };
  $("words-form").onsubmit = async (event) => {
    event.preventDefault();
    const text = $("words-text").value.trim();
    if (!text && !asked.optional) return;
    const { action, ...fields } = asked.what;
    const answer = await act(action, text ? { ...fields, text } : fields, null);
    if (answer.told) $("words-why").textContent = answer.told;
    else $("words").close();
  };
  $("edit-cancel").onclick = () => $("edit").close();
  $("edit-form").onsubmit = (event) => {
    event.preventDefault();
    saveEdit(act);
  };
  $("edit-out").onclick = async () => {
    const answer = await act("product", { sku: $("edit").dataset.sku, sold_out: true }, null);
    if (answer.told) $("edit-why").textContent = answer.told;
    else $("edit").close();
  };
}

export function editProduct(sku) {
  const item = shelf.get(sku);
  if (!item) return;
  $("edit").dataset.sku = sku;
  $("edit-title").textContent = item.title || sku;
  $("edit-price").value = "";
  $("edit-price").placeholder = item.price ?? "";
  $("edit-stock").value = "";
  $("edit-stock").placeholder = String(item.stock ?? "");
  $("edit-off").checked = Boolean(item.off_air);
  $("edit-out").hidden = Boolean(item.sold_out);
  $("edit-why").textContent = "";
  $("edit").show();
}

async function saveEdit(act) {
  const sku = $("edit").dataset.sku;
  const fields = { sku };
  if ($("edit-price").value) fields.price = $("edit-price").value;
  if ($("edit-stock").value) fields.stock = Number($("edit-stock").value);
  const off = $("edit-off").checked;
  if (off !== Boolean(shelf.get(sku)?.off_air)) fields.off_air = off;
  const answer = Object.keys(fields).length > 1 ? await act("product", fields, null) : {};
  if (answer.told) $("edit-why").textContent = answer.told;
  else $("edit").close();
}
