// The plugins: on and off, what each may do, how it is, its log, and a form made from its schema.

import { chip, el } from "./dom.js";
import "./plugin_words.js";
import { api, doing } from "./sheet.js";
import { t } from "./words.js";

let body = null;
let act = null;

export async function show(into, doer) {
  body = into;
  act = doer;
  const found = await api("/api/plugins");
  if (found.error) return body.replaceChildren(el("p", { cls: "none bad", text: found.error }));
  const cards = found.plugins.map(card);
  return body.replaceChildren(...(cards.length ? cards : [el("p", { cls: "none dim", text: t("plugins_none") })]));
}

function card(plugin) {
  const node = el("section", { cls: "plugin", data: { name: plugin.name, state: plugin.state } });
  const on = plugin.on && plugin.state !== "failed";
  const flip = doing(t(on ? "switch_off" : "switch_on"), async () => {
    await act("plugin", { id: plugin.name, text: on ? "off" : "on" }, flip);
    await show(body, act);
  }, on ? "" : "primary");
  flip.setAttribute("aria-label", `${t(on ? "switch_off" : "switch_on")} ${plugin.name}`);
  node.append(
    el(
      "h3",
      {},
      el("b", { text: plugin.name }),
      chip(t(`plugin_${plugin.state}`), { up: "good", failed: "bad" }[plugin.state] ?? "warn"),
      plugin.shed ? chip(t("plugin_shed", { n: plugin.shed }), "warn") : null,
      el("span", { cls: "push" }),
      flip,
    ),
    el("p", { cls: "small dim", text: rights(plugin) }),
  );
  if (plugin.told) node.append(el("p", { cls: "small bad", text: plugin.told }));
  if (plugin.log.length) {
    const log = el("details", {}, el("summary", { text: t("plugin_log", { n: plugin.log.length }) }));
    const lines = el("pre", { text: plugin.log.join("\n") });
    lines.tabIndex = 0; // it scrolls
    log.append(lines);
    node.append(log);
  }
  if (Object.keys(plugin.schema?.properties ?? {}).length) node.append(settings(plugin));
  return node;
}

/** What it may do, told in words: it hears, it filters, and whatever it wants said passes the gate. */
function rights(plugin) {
  const told = [];
  if (plugin.hears.length) told.push(t("may_hear", { list: plugin.hears.join(", ") }));
  if (plugin.filters.length) told.push(t("may_filter", { list: plugin.filters.join(", ") }));
  if (plugin.opens) told.push(t("may_open"));
  return `${plugin.file} · ${[...told, t("may_wish")].join(" · ")}`;
}

// --- settings -----------------------------------------------------------------------------

function settings(plugin) {
  const form = el("form", { cls: "settings" });
  const fields = Object.entries(plugin.schema.properties).map(([name, schema]) => field(plugin, name, schema));
  const diff = el("pre", { cls: "diff" });
  const why = el("p", { cls: "bad" });
  why.setAttribute("role", "alert");
  diff.hidden = true;
  diff.tabIndex = 0; // it scrolls
  const ask = async (save) => {
    why.textContent = "";
    const values = {};
    for (const { name, read } of fields) {
      try {
        const value = read();
        if (value !== undefined) values[name] = value;
      } catch {
        why.textContent = t("not_json", { name });
        return null;
      }
    }
    const answer = await api("/api/plugins", { name: plugin.name, settings: values, save });
    why.textContent = answer.error ?? "";
    diff.hidden = Boolean(answer.error);
    if (!answer.error) showDiff(diff, answer.diff);
    store.disabled = Boolean(answer.error) || !answer.diff.length || save;
    if (save && !answer.error) store.textContent = t("saved");
    return answer;
  };
  const store = doing(t("save"), () => ask(true), "primary");
  store.disabled = true;
  const look = doing(t("see_diff"), () => ask(false));
  form.onsubmit = (event) => {
    event.preventDefault();
    look.click();
  };
  form.oninput = () => {
    store.disabled = true;
    store.textContent = t("save");
  };
  const acts = el("span", { cls: "acts" });
  acts.append(look, store);
  form.append(
    el("p", { cls: "small dim", text: plugin.about }),
    ...fields.map((each) => each.node),
    why,
    diff,
    acts,
  );
  return el("details", {}, el("summary", { text: t("plugin_settings") }), form);
}

function showDiff(node, lines) {
  const rows = lines.length ? lines : [t("no_change")];
  node.replaceChildren(
    ...rows.map((line) => el("span", { cls: { "+": "plus", "-": "minus" }[line[0]] ?? "", text: `${line}\n` })),
  );
}

/** One field by its schema: a tick, a number, a choice, lines of a list, text, else JSON. */
function field(plugin, name, given) {
  const schema = resolve(given, plugin.schema);
  const value = plugin.settings[name] ?? given.default;
  const label = el("label", {}, el("span", { text: given.title ?? name, title: name }));
  let input;
  let read;
  if (schema.type === "boolean") {
    input = el("input");
    input.type = "checkbox";
    input.checked = Boolean(value);
    label.classList.add("check");
    read = () => input.checked;
  } else if (schema.enum) {
    input = el("select");
    for (const each of schema.enum) {
      const option = el("option", { text: String(each) });
      option.selected = each === value;
      input.append(option);
    }
    read = () => schema.enum[input.selectedIndex];
  } else if (schema.type === "integer" || schema.type === "number") {
    input = el("input");
    input.type = "number";
    input.step = schema.type === "integer" ? "1" : "any";
    for (const [key, html] of [["minimum", "min"], ["maximum", "max"]]) if (schema[key] != null) input[html] = schema[key];
    input.value = value ?? "";
    read = () => (input.value === "" ? undefined : Number(input.value));
  } else if (schema.type === "array" && (resolve(schema.items, plugin.schema).type ?? "string") === "string") {
    input = el("textarea");
    input.value = (value ?? []).join("\n");
    label.append(el("small", { cls: "dim", text: t("one_a_line") }));
    read = () => input.value.split("\n").map((line) => line.trim()).filter(Boolean);
  } else if (schema.type === "string") {
    input = el("input");
    input.type = schema.writeOnly ? "password" : "text";
    if (schema.writeOnly) input.autocomplete = "off";
    input.value = value ?? "";
    read = () => (schema.writeOnly && !input.value ? undefined : input.value);
  } else {
    input = el("textarea");
    input.value = value === undefined ? "" : JSON.stringify(value);
    label.append(el("small", { cls: "dim", text: "JSON" }));
    read = () => (input.value.trim() ? JSON.parse(input.value) : undefined);
  }
  input.name = name;
  label.append(input);
  if (given.description) label.append(el("small", { cls: "dim", text: given.description }));
  return { name, node: label, read };
}

/** A field's own schema: behind a reference, or the one beside null. */
function resolve(schema, root) {
  if (!schema) return {};
  if (schema.$ref) return resolve(root.$defs?.[schema.$ref.split("/").at(-1)], root);
  const one = schema.anyOf?.filter((each) => each.type !== "null");
  return one?.length === 1 ? resolve(one[0], root) : schema;
}
