// Everything that is text: product card, captions, the AI label, holding card, notes.
import { wordsFor } from "./words.js";

const $ = (id) => document.getElementById(id);
// A wrapped box: the page does not know what the product looks like, so it does not pretend.
const ART = `<svg viewBox="0 0 130 140"><defs>
<linearGradient id="box-front" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fffaf3"/><stop offset="1" stop-color="#ecd3c0"/></linearGradient>
<linearGradient id="box-side" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e3c4ae"/><stop offset="1" stop-color="#c59c86"/></linearGradient>
<linearGradient id="bow" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#ffe3a3"/><stop offset="1" stop-color="#cf9340"/></linearGradient></defs>
<ellipse cx="66" cy="129" rx="54" ry="7" fill="#0b3b38" opacity=".22"/>
<path d="M18 58H86V128H22Q18 128 18 124Z" fill="url(#box-front)"/><path d="M86 58H114V124Q114 128 110 128H86Z" fill="url(#box-side)"/>
<path d="M44 58H60V128H44Z" fill="#2f7d75"/><path d="M96 58H104V128H96Z" fill="#205b56"/>
<path d="M12 40H88V64H12Z" fill="#fffdf8"/><path d="M88 40H120V64H88Z" fill="#d9b69f"/><path d="M42 40H62V64H42Z" fill="#3a9487"/><path d="M97 40H107V64H97Z" fill="#26695f"/>
<path d="M52 40C40 8 8 12 14 28C18 40 40 40 52 40ZM52 40C62 6 96 10 90 27C86 40 64 40 52 40Z" fill="url(#bow)" stroke="#a87427" stroke-width="1.5"/><path d="M52 40C44 26 28 20 22 26M52 40C60 24 76 19 82 25" fill="none" stroke="#a87427" stroke-width="1.5"/><ellipse cx="52" cy="39" rx="8" ry="6.5" fill="#ffe9b5" stroke="#a87427" stroke-width="1.5"/></svg>`;

export class Overlay {
  constructor({ lang, sound }) {
    this.lang = lang;
    this.fixed = Boolean(lang);
    this.text = {};
    this.product = null;
    this.words = [];
    this.current = -1;
    $("card-art").insertAdjacentHTML("afterbegin", ART);
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
    $("card-title").textContent = product.title ?? product.sku ?? "";
    $("card-price").textContent = product.price ?? "";
    const counted = typeof product.stock === "number";
    $("card-stock").hidden = !out && !counted;
    $("card-stock").textContent = out ? words.out : counted ? words.stock(product.stock) : "";
    $("buy-words").textContent = out ? words.outBuy : words.buy;
  }

  pulse(on) {
    $("card").classList.toggle("pulse", on);
  }

  caption(say) {
    const box = $("caption");
    box.replaceChildren();
    this.words = [];
    this.current = -1;
    const text = say?.text ?? "";
    box.lang = /^[a-z]{2,3}$/.test(say?.lang ?? "") ? say.lang : "";
    box.dataset.filled = text !== "";
    if (!text) return;
    const points = Array.from(text);
    let at = 0;
    const words = (say.words ?? []).filter((w) => Number.isInteger(w.from) && w.to > w.from).sort((a, b) => a.from - b.from);
    for (const word of words) {
      if (word.from < at) continue;
      if (word.from > at) box.append(points.slice(at, word.from).join(""));
      const span = document.createElement("span");
      span.textContent = points.slice(word.from, word.to).join("");
      box.append(span);
      this.words.push({ span, t: word.t, d: word.d });
      at = word.to;
    }
    box.append(points.slice(at).join(""));
    const ems = points.reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e7f ? 1 : 0.55), 0);
    const wide = document.documentElement.classList.contains("wide");
    box.classList.toggle("long", ems > (wide ? 30 : 38));
    box.classList.toggle("longer", ems > 66);
    box.scrollTop = 0;
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

  state(name) {
    const words = wordsFor(this.lang);
    const held = name === "stopped" || name === "human_on";
    $("hold").hidden = !held;
    if (!held) return;
    $("hold-title").textContent = name === "stopped" ? words.stopped : words.human;
    $("hold-words").textContent = name === "stopped" ? words.stoppedMore : words.humanMore;
  }

  unlockable(on) {
    $("unlock").hidden = !on;
    $("unlock").textContent = wordsFor(this.lang).unlock;
  }

  note(text) {
    $("note").hidden = !text;
    $("note").textContent = text ?? "";
  }

  buttonRect() {
    return $("card").hidden ? null : $("buy").getBoundingClientRect();
  }
}
