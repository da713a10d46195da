// The plugin panel's words in three languages.

import { learn } from "./words.js";

learn({
  plugins_none: [
    "这个节目没有插件：在节目文件里写 plugins: [greeter]。",
    "This show has no plugins: write plugins: [greeter] in the show file.",
    "Cette émission n’a pas d’extension : plugins: [greeter] dans son fichier.",
  ],
  switch_on: ["打开", "Switch on", "Activer"],
  switch_off: ["关闭", "Switch off", "Désactiver"],
  plugin_up: ["开着", "on", "active"],
  plugin_off: ["已关闭", "off", "désactivée"],
  plugin_failed: ["出错停用", "failed, off", "en échec"],
  plugin_shed: ["略过 {n} 件", "{n} skipped", "{n} passés"],
  plugin_log: ["日志（{n}）", "Log ({n})", "Journal ({n})"],
  plugin_settings: ["设置", "Settings", "Réglages"],
  may_hear: ["听：{list}", "hears {list}", "entend {list}"],
  may_filter: ["筛：{list}", "filters {list}", "filtre {list}"],
  may_open: ["开播时自己做准备", "opens things of its own", "ouvre ses propres ressources"],
  may_wish: [
    "只能提愿望：说什么都先过审核，排在回答之后",
    "only wishes: all it wants said passes the gate and waits for answers",
    "seulement des souhaits : tout passe le contrôle, après les réponses",
  ],
  see_diff: ["看改动", "See the difference", "Voir la différence"],
  no_change: ["没有改动", "no difference", "aucune différence"],
  saved: ["已保存", "Saved", "Enregistré"],
  one_a_line: ["每行一个", "one a line", "un par ligne"],
  not_json: ["{name}：不是 JSON", "{name}: not JSON", "{name} : pas du JSON"],
});
