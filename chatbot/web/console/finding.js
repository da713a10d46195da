// What an alert's link is about, brought into view: `#item=` and its name. Loaded when it is needed.

import { $ } from "./dom.js";
import { toast } from "./telling.js";
import { learn, t } from "./words.js";

const SHOWN_MS = 12000;
// Where a kind of alert is looked into that is about no single row.
const PANELS = { renderers: "health", stage: "health", label: "health", gateway: "health", attendance: "here", absent: "here" };
// The tab of a phone on which a panel is.
const TABS = { chat: "live", now: "live", next: "next", held: "next", log: "next", goods: "goods" };

learn({
  item_gone: [
    "提醒说的那条已经不在页面上了，请看提醒列表。",
    "What the alert was about is no longer on the page: see the notices.",
    "Ce dont parlait l’alerte n’est plus sur la page : voyez les alertes.",
  ],
});

const first = (list, key, value) => [...$(list).children].find((row) => row.dataset[key] === value);

/** Shows the item: its tab, its place, the focus; `go(tab)` and `chat` are the page's. */
export function find(item, { go, chat }) {
  const row = chat.rows.get(item);
  if (row) {
    go("live");
    chat.jump(item);
    return show(row);
  }
  const known =
    first("held-rows", "id", item) ??
    first("next-rows", "id", item) ??
    first("log-rows", "utterance", item) ??
    first("health-rows", "part", item) ??
    first("goods-rows", "key", item) ??
    first("notices-rows", "about", item) ??
    (PANELS[item] && $(PANELS[item]));
  if (!known || known.hidden) toast(t("item_gone"), "bad");
  const node = known && !known.hidden ? known : $("notices");
  go(TABS[node.closest(".panel")?.id] ?? "health");
  return show(node);
}

function show(node) {
  for (const other of document.querySelectorAll("[data-found]")) delete other.dataset.found;
  node.dataset.found = "1";
  if (!node.matches("button")) node.tabIndex = -1;
  const more = node.querySelector("details");
  if (more) more.open = true;
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
  setTimeout(() => delete node.dataset.found, SHOWN_MS);
}
