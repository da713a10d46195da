// Every word the page itself shows, by language.

const WORDS = {
  zh: {
    label: "AI生成", buy: "点这里下单", stock: (n) => `库存 ${n}`, out: "已售罄", outBuy: "补货中",
    unlock: "点击开启声音", stopped: "直播稍歇", stoppedMore: "马上回来", human: "真人主播接管", humanMore: "正在为你直播",
    pair: "此页面尚未配对，请在控制台重新打开链接",
  },
  en: {
    label: "AI-generated", buy: "Tap to buy", stock: (n) => `${n} in stock`, out: "Sold out",
    outBuy: "Back soon", unlock: "Turn sound on", stopped: "Taking a short break", stoppedMore: "Back in a moment",
    human: "A person has taken over", humanMore: "Live with our team",
    pair: "This page is not paired: open a new link from the console",
  },
  fr: {
    label: "Généré par IA", buy: "Commandez ici", stock: (n) => `${n} en stock`, out: "Épuisé",
    outBuy: "Bientôt de retour", unlock: "Activer le son", stopped: "Petite pause", stoppedMore: "De retour dans un instant",
    human: "Une personne a pris la main", humanMore: "En direct avec l’équipe",
    pair: "Cette page n’est pas associée : ouvrez un nouveau lien depuis la console",
  },
};

export const wordsFor = (lang) => WORDS[String(lang ?? "").slice(0, 2).toLowerCase()] ?? WORDS.en;
