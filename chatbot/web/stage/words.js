// Every word the page itself shows, by language.

const WORDS = {
  zh: {
    label: "AI生成", buy: "点这里下单", scan: "扫码下单", stock: (n) => `库存 ${n}`, out: "已售罄", outBuy: "暂时缺货",
    unlock: "点击开启声音", stopped: "直播稍歇", stoppedMore: "稍后回来", human: "真人主播在线", humanMore: "正在为你直播",
    soon: "即将开播", soonMore: "马上就来，请稍等", ended: "直播已结束", endedMore: "谢谢观看",
    pair: "此页面尚未配对，请在控制台重新打开链接",
  },
  en: {
    label: "AI-generated", buy: "Tap to buy", scan: "Scan to order", stock: (n) => `${n} in stock`, out: "Sold out",
    outBuy: "Unavailable", unlock: "Turn sound on", stopped: "Taking a short break", stoppedMore: "We'll be back",
    human: "A person has taken over", humanMore: "You're live with our team",
    soon: "Starting soon", soonMore: "We'll be with you shortly", ended: "The show has ended", endedMore: "Thanks for watching",
    pair: "This page is not paired: open a new link from the console",
  },
  fr: {
    label: "Généré par IA", buy: "Commandez ici", scan: "Scannez pour commander", stock: (n) => `${n} en stock`, out: "Épuisé",
    outBuy: "Indisponible", unlock: "Activer le son", stopped: "Petite pause", stoppedMore: "On revient bientôt",
    human: "Une vraie personne est là", humanMore: "En direct avec l’équipe",
    soon: "Ça commence bientôt", soonMore: "On arrive tout de suite", ended: "Le live est terminé", endedMore: "Merci d’avoir été là",
    pair: "Cette page n’est pas associée : ouvrez un nouveau lien depuis la console",
  },
};

export const wordsFor = (lang) => WORDS[String(lang ?? "").slice(0, 2).toLowerCase()] ?? WORDS.en;
