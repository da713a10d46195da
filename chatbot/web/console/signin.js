// Coming in: by name and password, by an invitation, or with the token that the terminal prints.

import { $, el } from "./dom.js";
import { post, session } from "./link.js";
import { grant } from "./rights.js";
import { learn, t, translate } from "./words.js";

const RETRY_MS = 2000;
const FORMS = {
  password: { fields: ["name", "password"], send: "sign_in", other: "token", note: "invited_how" },
  token: { fields: ["token"], send: "sign_in", other: "password", note: "token_where" },
  invite: { fields: ["new_password"], send: "come_in", other: null, note: "password_rules" },
};
const COMPLETES = { name: "username", password: "current-password", token: "current-password", new_password: "new-password" };

learn({
  name: ["名字", "Name", "Nom"],
  password: ["密码", "Password", "Mot de passe"],
  new_password: ["设一个密码", "Choose a password", "Choisissez un mot de passe"],
  password_rules: ["至少10个字符。", "At least 10 characters.", "Au moins 10 caractères."],
  come_in: ["设好并登录", "Set it and sign in", "Valider et entrer"],
  use_token: ["用访问令牌登录", "Use an access token", "Utiliser un jeton d’accès"],
  use_password: ["用名字和密码登录", "Use name and password", "Utiliser nom et mot de passe"],
  invited_how: [
    "还没有密码？请主播发一个邀请链接。",
    "No password yet? Ask for an invitation link.",
    "Pas encore de mot de passe ? Demandez un lien d’invitation.",
  ],
  invited_as: ["{name}，你被邀请为{role}", "{name}, you are invited as {role}", "{name}, vous êtes invité comme {role}"],
  role_viewer: ["观察员", "viewer", "observateur"],
  role_moderator: ["管理员", "moderator", "modérateur"],
  role_owner: ["店主", "owner", "propriétaire"],
  wrong_name: ["名字或密码不对。", "Name or password is not right.", "Nom ou mot de passe incorrect."],
  wrong_invite: [
    "这个链接已用过或已过期，请再要一个。",
    "This link is used up or too old. Ask for a new one.",
    "Ce lien a déjà servi ou a expiré. Demandez-en un autre.",
  ],
  view_only: ["只能看", "View only", "Lecture seule"],
});

/** What the address brought along; what is secret is taken out of it at once: no history keeps it. */
function brought() {
  const found = new URLSearchParams(location.hash.slice(1));
  const item = found.get("item");
  const kept = item ? `#item=${encodeURIComponent(item)}` : "";
  if (location.hash) history.replaceState(null, "", location.pathname + location.search + kept);
  return found;
}

/** What an alert's link is about, or null; it outlives the signing in. */
export const sought = () => new URLSearchParams(location.hash.slice(1)).get("item");

/** "" where it worked, else the key of the words that say why not. */
async function send(path, body, wrong) {
  try {
    const answer = await post(path, body);
    if (answer.ok) return "";
    return { 400: "password_rules", 403: wrong, 429: "too_many" }[answer.status] ?? "unreachable";
  } catch {
    return "unreachable";
  }
}

/** Shows the page once somebody is signed in: `open(who)` with `role`, `name` and `may`. */
export async function begin(open) {
  const found = brought();
  const code = found.get("invite");
  if (code) return invited(code, open);
  const token = found.get("token");
  return enter(open, token ? await send("/api/login", { token }, "wrong_token") : "");
}

async function enter(open, why = "") {
  const who = await session();
  if (who?.role) {
    $("sign-in").hidden = true;
    $("app").hidden = false;
    grant(who.may);
    open(who);
  } else {
    const kind = who?.passwords ? "password" : ($("sign-in").dataset.kind ?? "token");
    ask(kind, open, who ? why : "unreachable");
    if (!who) setTimeout(() => enter(open), RETRY_MS);
  }
}

/** An invitation names who it is for; the password makes it used up. */
async function invited(code, open) {
  let asked = null;
  try {
    const answer = await post("/api/invitation", { code });
    if (answer.ok) asked = await answer.json();
    else return enter(open, answer.status === 429 ? "too_many" : "wrong_invite");
  } catch {
    setTimeout(() => invited(code, open), RETRY_MS);
    return ask("token", open, "unreachable");
  }
  return ask("invite", open, "", { code, ...asked });
}

function ask(kind, open, why, invitation = null) {
  const { fields, send: word, other, note } = FORMS[kind];
  const form = el("form", {}, el("h1", { text: document.title, data: invitation ? {} : { t: $("sign-in").dataset.title } }));
  if (invitation) {
    form.append(el("p", { text: t("invited_as", { name: invitation.name, role: t(`role_${invitation.role}`) }) }));
  }
  // A password manager keeps what it is given under a name: here it has one to go by.
  if (!fields.includes("name")) form.append(input("username", "text", "username", invitation?.name ?? "console"));
  for (const field of fields) {
    const label = el("label", { data: { t: field } });
    label.htmlFor = field;
    form.append(label, input(field, field === "name" ? "text" : "password", COMPLETES[field]));
  }
  const line = el("p");
  line.id = "sign-in-why";
  line.role = "alert";
  const go = el("button", { cls: "primary", data: { t: word } });
  go.type = "submit";
  form.append(line, go, el("p", { cls: "dim", data: { t: note } }));
  if (other) {
    const turn = el("button", { cls: "quiet", data: { t: `use_${other}` } });
    turn.type = "button";
    turn.onclick = () => ask(other, open, "");
    form.append(turn);
  }
  form.onsubmit = (event) => {
    event.preventDefault();
    submit(kind, open, invitation);
  };
  $("sign-in").dataset.kind = kind;
  $("sign-in").replaceChildren(form);
  translate($("sign-in"));
  line.textContent = why ? t(why) : "";
  $("app").hidden = true;
  $("sign-in").hidden = false;
  $(fields[0]).focus();
}

function input(id, type, complete, kept = null) {
  const node = el("input", { cls: kept === null ? "" : "sr" });
  Object.assign(node, { id, type, autocomplete: complete, spellcheck: false, required: kept === null });
  if (kept !== null) {
    Object.assign(node, { value: kept, tabIndex: -1, readOnly: true });
    node.setAttribute("aria-hidden", "true");
  }
  return node;
}

async function submit(kind, open, invitation) {
  const read = (id) => $(id).value;
  let why = "";
  if (kind === "password") {
    why = await send("/api/login", { name: read("name").trim(), password: read("password") }, "wrong_name");
  } else if (kind === "token") {
    why = await send("/api/login", { token: read("token").trim() }, "wrong_token");
  } else {
    why = await send("/api/invitation", { code: invitation.code, password: read("new_password") }, "wrong_invite");
  }
  for (const field of $("sign-in").querySelectorAll('input[type="password"]')) field.value = "";
  if (why) $("sign-in-why").textContent = t(why);
  else enter(open);
}
