// The console's own words in three languages. What the show says is shown as it is.

const WORDS = {
  console: ["控制台", "Console", "Console"],
  token: ["访问令牌", "Access token", "Jeton d’accès"],
  token_where: [
    "令牌在节目启动时打印在终端里。",
    "The show prints it in the terminal when it starts.",
    "L’émission l’affiche dans le terminal au démarrage.",
  ],
  sign_in: ["登录", "Sign in", "Se connecter"],
  sign_out: ["退出登录", "Sign out", "Se déconnecter"],
  wrong_token: ["令牌不对。", "That token is not right.", "Ce jeton n’est pas le bon."],
  too_many: ["尝试次数太多，请稍等。", "Too many tries. Please wait a moment.", "Trop d’essais. Patientez un instant."],
  unreachable: ["连不上节目。", "Can’t reach the show.", "L’émission est injoignable."],
  language: ["语言", "Language", "Langue"],
  theme: ["深色或浅色", "Dark or light", "Clair ou sombre"],
  keys: ["快捷键", "Keyboard", "Clavier"],
  close: ["关闭", "Close", "Fermer"],
  cancel: ["取消", "Cancel", "Annuler"],
  save: ["保存", "Save", "Enregistrer"],

  connecting: ["正在连接…", "Connecting…", "Connexion…"],
  live: ["实时", "Live", "En direct"],
  catching_up: ["补收中…", "Catching up…", "Rattrapage…"],
  lost: ["连接中断，重连中…", "Connection lost, reconnecting…", "Connexion perdue, reconnexion…"],

  offline: [
    "连不上节目：下面是断线前的内容，除“停止”外的操作都不可用。正在重连…",
    "The show cannot be reached. What you see is from before; nothing but STOP can be asked. Coming back…",
    "L’émission est injoignable. Ce qui s’affiche date d’avant ; seul STOP peut être tenté. Reprise…",
  ],
  offline_why: ["连接已断开", "the connection is lost", "la connexion est perdue"],
  mode_lost: ["连接已断", "Connection lost", "Connexion perdue"],
  mode_on_air: ["直播中", "On air", "À l’antenne"],
  mode_paused: ["已暂停", "Paused", "En pause"],
  mode_stopped: ["已停止", "Stopped", "Arrêté"],
  mode_human_on: ["真人接管", "Person on air", "Une personne à l’antenne"],
  mode_muted: ["静音中", "Muted", "Son coupé"],
  mode_unknown: ["…", "…", "…"],

  chat: ["弹幕", "Chat", "Chat"],
  all: ["全部", "All", "Tout"],
  questions: ["提问", "Questions", "Questions"],
  unanswered: ["未答", "Unanswered", "Sans réponse"],
  filter: ["筛选", "Filter", "Filtre"],
  new_rows: ["↓ {n} 条新弹幕", "↓ {n} new", "↓ {n} de plus"],
  now: ["正在说", "Now speaking", "En ce moment"],
  quiet: ["现在没在说话", "Nothing is being said", "Silence pour l’instant"],
  next: ["接下来", "Next up", "À suivre"],
  next_none: ["没有等待回答的问题", "No questions waiting", "Aucune question en attente"],
  log: ["决定与原因", "Decisions and reasons", "Décisions et raisons"],
  audience: ["观众", "Audience", "Public"],
  watching: ["人在看", "watching", "spectateurs"],
  per_min: ["{n} 条/分", "{n}/min", "{n}/min"],
  products: ["商品", "Products", "Produits"],
  product: ["商品", "Product", "Produit"],
  price: ["价格", "Price", "Prix"],
  stock: ["库存", "Stock", "Stock"],
  interest: ["关注度", "Interest", "Intérêt"],
  act: ["操作", "Actions", "Actions"],
  health: ["状态", "Health", "État"],
  notices: ["提醒", "Notices", "Alertes"],
  notices_none: ["没有提醒", "Nothing to report", "Rien à signaler"],
  show_it: ["看这条", "Show it", "Voir"],
  asked_by: ["{n} 人在问", "{n} asking", "{n} à demander"],
  because: ["因为：{why}", "Why: {why}", "Pourquoi : {why}"],
  facts: ["依据：{list}", "Based on: {list}", "D’après : {list}"],
  on_screen: ["屏幕上", "On screen", "À l’écran"],
  sold_out: ["售罄", "Sold out", "Épuisé"],
  off_air: ["本场不上架", "Off air", "Hors antenne"],
  on_hold: ["价格待确认", "Price on hold", "Prix en attente"],
  no_price: ["—", "—", "—"],
  in_force: ["从下一个字起生效。", "Takes effect from the next word.", "Prend effet dès le prochain mot."],

  stop: ["停止", "STOP", "STOP"],
  resume: ["继续", "Resume", "Reprendre"],
  pause: ["暂停", "Pause", "Pause"],
  skip: ["跳过", "Skip", "Passer"],
  takeover: ["接管", "Take over", "Prendre la main"],
  handback: ["交还", "Hand back", "Rendre la main"],
  mute: ["静音", "Mute", "Couper le son"],
  say: ["说", "Say", "Dire"],
  say_hint: ["让主播说…（会先审核）", "Say this… (checked first)", "Faire dire… (vérifié avant)"],
  answer: ["现在回答", "Answer now", "Répondre"],
  drop: ["不答", "Drop", "Écarter"],
  mute_10: ["禁言10分钟", "Time out 10 min", "Exclure 10 min"],
  ban: ["移除", "Ban", "Bannir"],
  sure: ["确定？", "Sure?", "Confirmer ?"],
  pin: ["置顶链接", "Pin", "Épingler"],
  point: ["指向购买按钮", "Point to buy", "Montrer le bouton"],
  edit: ["改价格和库存", "Edit price and stock", "Modifier prix et stock"],

  silent: ["{ms} 毫秒内静音", "Silent in {ms} ms", "Silence en {ms} ms"],
  confirmed: ["已确认：{list}", "confirmed: {list}", "confirmé : {list}"],
  unconfirmed: ["未确认：{list}", "not confirmed: {list}", "non confirmé : {list}"],
  nobody: ["没有舞台连接", "no stage is connected", "aucune scène connectée"],
  not_durable: ["尚未写入日志", "not yet saved", "pas encore enregistré"],
  stopping: ["正在停止…", "Stopping…", "Arrêt…"],
  stop_trying: [
    "停止还没有送达，正在重试…也可以在舞台页按 Esc，或运行 chatbot stop。",
    "STOP has not reached the show yet, trying again… Or press Escape on the stage page, or run: chatbot stop",
    "STOP n’est pas encore arrivé, nouvel essai… Ou Échap sur la page scène, ou : chatbot stop",
  ],
  stop_failed: [
    "停止没有送达！在舞台页按 Esc，或运行 chatbot stop。",
    "STOP did not get through! Press Escape on the stage page, or run: chatbot stop",
    "STOP n’est pas passé ! Touche Échap sur la page scène, ou bien : chatbot stop",
  ],
  done: ["完成：{what}", "Done: {what}", "Fait : {what}"],
  refused: ["没有执行：{why}", "Not done: {why}", "Refusé : {why}"],
  no_reply: ["没有回应", "no reply", "pas de réponse"],

  fate_waiting: ["等待", "waiting", "en attente"],
  fate_answered: ["已答", "answered", "traité"],
  fate_merged: ["已合并", "merged", "regroupé"],
  fate_ignored: ["不答", "ignored", "ignoré"],
  fate_blocked: ["拦截", "blocked", "bloqué"],
  fate_expired: ["过期", "expired", "expiré"],
  fate_shed: ["太忙略过", "skipped (busy)", "passé (trop de messages)"],
  fate_dropped: ["移除", "dropped", "écarté"],
  fate_maybe_answered: ["可能已答", "maybe answered", "peut-être traité"],
  fate_stale: ["太旧", "too old", "trop ancien"],

  intent_price: ["价格", "price", "prix"],
  intent_stock: ["库存", "stock", "stock"],
  intent_shipping: ["物流", "shipping", "livraison"],
  intent_return: ["退换", "returns", "retours"],
  intent_size_colour: ["尺码颜色", "size, colour", "taille, couleur"],
  intent_usage: ["用法详情", "details", "détails"],
  intent_authenticity: ["正品", "authenticity", "authenticité"],
  intent_discount: ["优惠", "discount", "remise"],
  intent_order: ["下单", "ordering", "commande"],
  intent_ai_identity: ["是不是AI", "AI?", "IA ?"],
  intent_praise: ["夸奖", "praise", "compliment"],
  intent_complaint: ["投诉", "complaint", "plainte"],
  intent_greeting: ["问候", "greeting", "bonjour"],
  intent_spam: ["广告", "spam", "spam"],
  intent_chit_chat: ["闲聊", "chat", "bavardage"],

  comma: ["，", ", ", ", "],
  quoted: ["“{words}”", "“{words}”", "« {words} »"],
  why_on_screen: ["正在讲的商品", "about what is on screen", "sur ce qui est à l’écran"],
  why_in_cart: ["提问者已加购", "asked by somebody with it in the cart", "demandé par quelqu’un qui l’a au panier"],
  why_times: ["{1}次提问", "asked {1} times", "demandé {1} fois"],
  why_waiting: ["等了{1}秒", "waiting {1} s", "en attente depuis {1} s"],
  why_about: ["问{1}", "about {1}", "sujet : {1}"],
  why_chosen: ["管理员选的", "a moderator chose it", "choisi par la modération"],
  why_lately: ["不过刚答过", "although answered not long ago", "bien que traité il y a peu"],
  why_viewer_lately: ["不过刚答过这位观众", "although this viewer was just answered", "bien que cette personne vienne d’avoir une réponse"],
  why_facts: ["照店里资料", "from the facts", "d’après les faits"],
  why_by: ["由{1}撰写", "written by {1}", "écrit par {1}"],
  why_none_wanted: ["不需要回答", "no answer wanted", "n’attend pas de réponse"],
  why_same: ["同一个问题：{1}", "asks the same as {1}", "même question que {1}"],
  why_polite: ["礼貌性留言，偶尔回一次", "a courtesy, returned now and then", "une politesse, rendue de temps en temps"],
  why_polite_like: ["礼貌性留言，同：{1}", "a courtesy like {1}", "une politesse comme {1}"],
  why_again: ["同一位观众又问：{1}", "same viewer asks again: {1}", "la même personne redemande : {1}"],
  why_just_answered: ["刚和{1}一起答过", "just answered with {1}", "vient d’être traité avec {1}"],
  why_newer: ["这位观众又问了三个新问题", "this viewer asked three newer questions", "cette personne a posé trois questions depuis"],
  why_last: ["问题太多，排在最后", "the board is full and this ranked last", "trop de questions, celle-ci était la dernière"],
  why_courtesy: ["寒暄已过时", "too late for a courtesy", "trop tard pour une politesse"],
  why_too_long: ["等了两分钟以上", "waited longer than two minutes", "plus de deux minutes d’attente"],
  why_skipped: ["管理员跳过", "skipped by a moderator", "passé par la modération"],
  why_muted: ["这位观众被禁言", "this viewer is muted by a moderator", "cette personne est exclue"],
  why_old: ["十分钟以前的消息", "it is more than ten minutes old", "vieux de plus de dix minutes"],
  why_nothing: ["没有可说的", "nothing to say", "rien à dire"],
  why_unknown_pace: ["人数未知：按{1}的节奏", "audience not known: {1} pace", "public inconnu : rythme « {1} »"],
  why_pace: ["{1}人在看，{2}：按{3}的节奏", "{1} viewers and {2}: {3} pace", "{1} spectateurs, {2} : rythme « {3} »"],
  why_rundown: ["台本：{1}", "rundown: {1}", "déroulé : {1}"],
  why_opening: ["开场", "opening", "ouverture"],
  tier_handful: ["几个人", "handful", "une poignée"],
  tier_dozens: ["几十人", "dozens", "des dizaines"],
  tier_hundreds: ["几百人", "hundreds", "des centaines"],
  tier_thousands: ["几千人", "thousands", "des milliers"],
  trend_rising: ["上升", "rising", "en hausse"],
  trend_falling: ["下降", "falling", "en baisse"],
  trend_steady: ["平稳", "steady", "stable"],
  act_ask: ["备答", "ask", "prépare"],
  act_perform: ["开口", "perform", "dit"],
  act_interrupt: ["打断", "interrupt", "coupe"],
  priority_answer: ["回答", "answer", "réponse"],
  priority_pitch: ["讲解", "pitch", "présentation"],
  priority_notice: ["提醒", "notice", "annonce"],
  priority_moderator: ["管理员", "moderator", "modération"],

  outcome_interrupted: ["被打断", "cut", "coupé"],
  outcome_failed: ["失败", "failed", "échec"],
  outcome_expired: ["过期", "expired", "expiré"],
  outcome_blocked: ["拦截", "blocked", "bloqué"],
  outcome_unknown: ["不确定", "unknown", "inconnu"],
  said: ["说完", "said", "dit"],
  blocked: ["拦下没说", "Held back", "Retenu"],
  shed: ["太忙，略过：{list}", "Too busy, skipped: {list}", "Trop de messages, passés : {list}"],
  acted: ["{by}：{what}", "{by}: {what}", "{by} : {what}"],

  key_stop: ["停止，正在打字时也有效", "STOP, also while typing", "STOP, même pendant la saisie"],
  key_rows: ["选择下一个问题", "Choose a question", "Choisir une question"],
  key_help: ["这个列表", "This list", "Cette liste"],
  key_say: ["写一句话让主播说", "Write a line to say", "Écrire une phrase à dire"],
  key_filter: ["切换弹幕筛选", "Switch the chat filter", "Changer le filtre"],
};

const INDEX = { zh: 0, en: 1, fr: 2 };
let current = 1;

export function useLanguage(code) {
  current = INDEX[code] ?? 1;
  document.documentElement.lang = code;
}

export const preferred = () =>
  (navigator.languages ?? []).map((l) => l.slice(0, 2).toLowerCase()).find((l) => l in INDEX) ?? "en";

/** The word for `key`; `otherwise` where there is none. */
export function t(key, values = {}, otherwise = key) {
  const text = WORDS[key]?.[current] ?? otherwise;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Puts words on everything in the page that asks for them. */
export function translate(root = document) {
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", t(node.dataset.label));
    if (node.matches("button")) node.title = t(node.dataset.label);
  }
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
}
