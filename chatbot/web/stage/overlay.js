// Everything that is text: product card, captions, the AI label, holding card, notes.
import { picture } from "./goods.js";
import { wordsFor } from "./words.js";

const $ = (id) => document.getElementById(id);
// "¥19.80 / 500 g": the amount, and what it is for in smaller letters.
const PRICED = /^(.*?\d.*?)\s*((?:\/|每|\bper\b|\bpar\b).+)$/i;

const CLOSES = /^[\p{P}\p{S}\s]/u;

/** Where a line may break within `text`: between words, and never before a mark. Code points. */
function breaks(text, lang) {
  if (!Intl.Segmenter) return new Set();
  const out = new Set();
  let at = 0;
  for (const { segment } of new Intl.Segmenter(lang || undefined, { granularity: "word" }).segment(text)) {
    if (at > 0 && !CLOSES.test(segment)) out.add(at);
    at += Array.from(segment).length;
  }
  return out;
}

/** A QR code from its rows of "0" and "1": dark on light, each module a whole square. */
function drawnCode(rows) {
  const good = Array.isArray(rows) && rows.length > 20 && rows.every((row) => /^[01]+$/.test(row) && row.length === rows.length);
  if (!good) return "";
  const path = rows.flatMap((row, y) => Array.from(row, (dark, x) => (dark === "1" ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return `<svg viewBox="0 0 ${rows.length} ${rows.length}" shape-rendering="crispEdges" aria-hidden="true"><rect width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}

/** About how wide a text runs, in ems. */
const ems = (text) => Array.from(text).reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e7f ? 1 : 0.55), 0);

/** Appends points `from` … `to`, with a place to break at every gap. */
function spread(box, points, from, to, gaps) {
  let at = from;
  for (let i = from; i < to; i += 1) {
    if (!gaps.has(i)) continue;
    if (i > at) box.append(points.slice(at, i).join(""));
    box.append(document.createElement("wbr"));
    at = i;
  }
  if (to > at) box.append(points.slice(at, to).join(""));
}

export class Overlay {
  constructor({ lang, sound }) {
    this.lang = lang;
    this.fixed = Boolean(lang);
    this.text = {};
    this.product = null;
    this.words = [];
    this.current = -1;
    this.setLabel({});
    if (sound) $("unlock").addEventListener("click", sound);
  }

  /** The room's language leads the page's own words, whatever is said, unless ?lang= fixed it. */
  room(lang) {
    if (this.fixed || typeof lang !== "string" || !lang || lang === this.lang) return;
    this.lang = lang;
    document.documentElement.lang = lang;
    this.setLabel({ text: this.text });
    this.paintProduct();
    this.unlockable(!$("unlock").hidden);
  }

  /** `visible` is not read: on this page the label cannot be switched off. */
  setLabel(label) {
    const text = label?.text ?? label; // a welcome may hold the words by language directly
    if (typeof text === "string") this.text = { zh: text, en: text, fr: text };
    else if (text && typeof text === "object" && Object.keys(text).length) this.text = text;
    const key = String(this.lang ?? "en").slice(0, 2);
    // Another language of the label says more truly who is on than our own words would.
    const said = [this.text[key], this.text.en, ...Object.values(this.text)].find((each) => typeof each === "string" && each.trim());
    $("ai-label").textContent = said ? said.trim().slice(0, 40) : wordsFor(key).label;
  }

  show(product) {
    this.product = product;
    this.paintProduct();
  }

  paintProduct() {
    const product = this.product;
    $("card").hidden = !product;
    if (!product) return;
    const words = wordsFor(this.lang);
    const out = product.sold_out === true || product.stock === 0;
    $("card").dataset.soldOut = out;
    $("card-no").hidden = !Number.isInteger(product.link_no);
    $("card-no").textContent = product.link_no ?? "";
    const title = product.title ?? product.sku ?? "";
    $("card-title").textContent = title;
    $("card-title").classList.toggle("long", ems(title) > 12);
    $("card-picture").innerHTML = picture(product);
    const price = String(product.price ?? "");
    const [, amount, unit] = PRICED.exec(price) ?? [price, price, ""];
    $("card-price").textContent = amount;
    $("card-price").classList.toggle("long", amount.length > 8);
    $("card-unit").textContent = unit;
    $("card-unit").hidden = !unit;
    const counted = typeof product.stock === "number";
    $("card-stock").hidden = !out && !counted;
    $("card-stock").textContent = out ? words.out : counted ? words.stock(product.stock) : "";
    $("buy-words").textContent = out ? words.outBuy : words.buy;
    this.paintOrdering(product, out, words);
  }

  /** Where viewers order: our button, or in its place the code and the address, or nowhere. */
  paintOrdering(product, out, words) {
    const code = out || product.order !== "link" ? "" : drawnCode(product.link?.code);
    const elsewhere = product.order === "link" || product.order === "none";
    $("card").dataset.code = code !== "";
    $("code").hidden = $("card-link").hidden = code === "";
    $("code").innerHTML = code;
    $("card-scan").textContent = words.scan;
    const address = code ? String(product.link?.text ?? "") : "";
    $("card-address").replaceChildren(...address.split(/(?<=[/.])/).flatMap((piece) => [piece, document.createElement("wbr")]));
    $("buy").hidden = elsewhere && !(out && product.order === "link");
  }

  pulse(on) {
    $("card").classList.toggle("pulse", on);
  }

  /** `who` is the name of the one who speaks, where there are two. */
  caption(say, who = "") {
    const box = $("caption");
    box.replaceChildren();
    this.words = [];
    this.current = -1;
    const text = say?.text ?? "";
    box.lang = /^[a-z]{2,3}$/.test(say?.lang ?? "") ? say.lang : "";
    box.dataset.filled = text !== "";
    if (!text) return;
    const points = Array.from(text);
    const gaps = breaks(text, box.lang);
    box.dataset.whole = gaps.size > 0;
    if (who) {
      const name = document.createElement("b");
      name.className = `who ${say.speaker}`;
      name.textContent = who;
      box.append(name);
    }
    let at = 0;
    const words = (say.words ?? []).filter((w) => Number.isInteger(w.from) && w.to > w.from).sort((a, b) => a.from - b.from);
    for (const word of words) {
      if (word.from < at) continue;
      spread(box, points, at, word.from, gaps);
      if (gaps.has(word.from)) box.append(document.createElement("wbr"));
      const span = document.createElement("span");
      span.textContent = points.slice(word.from, word.to).join("");
      box.append(span);
      this.words.push({ span, t: word.t, d: word.d });
      at = word.to;
    }
    spread(box, points, at, points.length, gaps);
    const length = ems(text);
    const wide = document.documentElement.classList.contains("wide");
    box.classList.toggle("long", length > (wide ? 24 : 38));
    box.classList.toggle("longer", length > (wide ? 44 : 66));
    box.scrollTop = 0;
    this.shrink();
  }

  /** A box round wrapped text is as wide as it may be: make it as wide as its longest line. */
  shrink() {
    const box = $("caption");
    box.style.width = "";
    if (!box.firstChild) return;
    const lines = document.createRange();
    lines.selectNodeContents(box);
    const style = getComputedStyle(box);
    const around = ["paddingLeft", "paddingRight", "borderLeftWidth", "borderRightWidth"].reduce((sum, key) => sum + parseFloat(style[key]), 0);
    box.style.width = `${Math.ceil(lines.getBoundingClientRect().width + around) + 1}px`;
  }

  /** Marks the word spoken at `ms`; true when it changed. */
  at(ms) {
    let found = -1;
    for (let i = 0; i < this.words.length && this.words[i].t <= ms; i += 1) found = i;
    if (found === this.current) return false;
    this.words[this.current]?.span.classList.remove("now");
    this.words[found]?.span.classList.add("now");
    const span = this.words[found]?.span;
    if (span) $("caption").scrollTop = span.offsetTop - span.offsetHeight * 1.6; // long lines roll by
    this.current = found;
    return found >= 0;
  }

  state(name, card) {
    const words = wordsFor(this.lang);
    // Over a human's own picture the label says enough.
    const alone = !document.documentElement.classList.contains("transparent");
    const cards = { stopped: "stopped", human_on: alone ? "human" : "" };
    const held = words[`${card}More`] ? card : cards[name];
    $("hold").hidden = !held;
    if (!held) return;
    $("hold-title").textContent = words[held];
    $("hold-words").textContent = words[`${held}More`];
  }

  unlockable(on) {
    $("unlock").hidden = !on;
    $("unlock").textContent = wordsFor(this.lang).unlock;
  }

  note(text) {
    $("note").hidden = !text;
    $("note").textContent = text ?? "";
  }

  /** The card's middle, through `to(x, y)`; null without a card. */
  cardMiddle(to) {
    if ($("card").hidden) return null;
    const { left, top, width, height } = $("card").getBoundingClientRect();
    return to(left + width / 2, top + height / 2);
  }

  /** What she points at to sell: our button or the code; null where the card has neither. */
  buttonRect() {
    const shown = [$("code"), $("buy")].find((each) => !each.hidden);
    return $("card").hidden || !shown ? null : shown.getBoundingClientRect();
  }

  get coded() {
    return !$("card").hidden && !$("code").hidden;
  }
}
