// The sheet over the panels, in which the script is worked on. STOP stays below it.

import { $, button, el } from "./dom.js";
import { t } from "./words.js";

const OPENERS = { script: () => import("./script.js"), plugins: () => import("./plugins.js") };

/** Opens the sheet of this name; what it needs is loaded when it is first asked for. */
export async function openSheet(name) {
  $("sheet").dataset.name = name;
  $("sheet-title").textContent = t(name);
  $("sheet-body").replaceChildren(el("p", { cls: "dim none", text: "…" }));
  $("sheet").show();
  const { show } = await OPENERS[name]();
  await show($("sheet-body"), doer);
  $("sheet-close").focus();
}

let doer = null; // does an action of the console

export function listenToSheet(act) {
  doer = act;
  $("sheet-close").onclick = () => $("sheet").close();
  for (const name of Object.keys(OPENERS)) $(`${name}-open`).onclick = () => openSheet(name);
}

/** Asks the server; `error` tells what it refused, in its words. */
export async function api(path, body = null) {
  try {
    const answer = await fetch(path, {
      method: body ? "POST" : "GET",
      headers: body ? { "content-type": "application/json" } : {},
      body: body && JSON.stringify(body),
    });
    if (answer.status === 404) return { error: t("not_here") };
    return await answer.json();
  } catch {
    return { error: t("offline_why") };
  }
}

/** A button that does `work` and waits for it. */
export function doing(text, work, cls = "") {
  const node = button(text, {}, cls);
  node.onclick = async () => {
    node.disabled = true;
    await work();
    node.disabled = false;
  };
  return node;
}
