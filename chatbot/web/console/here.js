// One tap says “I'm here”. Opening the page says nothing: previewers of links open it, too.

import { $ } from "./dom.js";
import { post } from "./link.js";
import { may } from "./rights.js";
import { begin } from "./signin.js";
import { store, theme } from "./taste.js";
import { learn, preferred, t, translate, useLanguage } from "./words.js";

const WITHIN_MS = 8000;

learn({
  here_ask: [
    "节目没有人值守。点一下，它就知道你在。",
    "Nobody attends the show. One tap tells it that you do.",
    "Personne ne surveille l’émission. Touchez pour dire que vous êtes là.",
  ],
  here_done: [
    "好的，{time} 记下了：节目知道你在。",
    "Noted at {time}: the show knows that you are here.",
    "C’est noté à {time} : l’émission sait que vous êtes là.",
  ],
  here_viewer: [
    "你只能看：请管理员来点。",
    "You may only watch: a moderator has to tap.",
    "Vous ne pouvez que regarder : c’est à la modération de répondre.",
  ],
  here_failed: ["没有送到：{why}", "It did not get through: {why}", "Cela n’est pas passé : {why}"],
  to_console: ["打开控制台", "Open the console", "Ouvrir la console"],
});

function tell(text, kind = "") {
  $("told").textContent = text;
  $("told").dataset.kind = kind;
}

async function tap() {
  $("im-here").disabled = true;
  try {
    const answer = await post("/api/actions", { action: "here" }, AbortSignal.timeout(WITHIN_MS));
    const found = await answer.json();
    if (found.type === "done") {
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
      tell(t("here_done", { time }), "good");
    } else if (answer.status === 401) location.reload(); // signed out meanwhile
    else tell(t("here_failed", { why: found.reason ?? found.error ?? "" }), "bad");
  } catch {
    tell(t("here_failed", { why: t("unreachable") }), "bad");
  }
  $("im-here").disabled = false;
}

function open() {
  tell(t(may("here") ? "here_ask" : "here_viewer"));
  $("im-here").onclick = tap;
  $("im-here").focus();
}

theme(store.get("theme") ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"));
useLanguage(store.get("lang") ?? preferred());
translate();
document.title = t("here");
begin(open);
