// Everything that is text: product card, captions, the AI label, holding card, notes.
import { wordsFor } from "./words.js";

const $ = (id) => document.getElementById(id);
const ART = `<svg viewBox="0 0 120 150"><defs><linearGradient id="jar" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#fffaf2"/><stop offset=".55" stop-color="#f1ddc9"/><stop offset="1" stop-color="#c9a88e"/></linearGradient><linearGradient id="jar-cap" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#ffe7ad"/><stop offset=".6" stop-color="#d9a24f"/><stop offset="1" stop-color="#95642a"/></linearGradient></defs>
<ellipse cx="60" cy="138" rx="44" ry="7" fill="#000" opacity=".18"/><rect x="48" y="14" width="24" height="20" rx="5" fill="url(#jar-cap)"/><rect x="42" y="30" width="36" height="12" rx="4" fill="url(#jar-cap)"/>
<path d="M34 44H86C94 44 98 50 98 58V124C98 132 93 138 84 138H36C27 138 22 132 22 124V58C22 50 26 44 34 44Z" fill="url(#jar)"/><path d="M32 76H88V116H32Z" fill="#2f7d75"/><path d="M44 98q16-22 32 0q-16 16-32 0Z" fill="none" stroke="#e9fff7" stroke-width="3"/><path d="M30 54V128" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".8"/></svg>`;

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

  /** The language of what is said last leads the page's own words, unless ?lang= fixed it. */
  speakIn(lang) {
    if (this.fixed || !lang || lang === this.lang) return;
    this.lang = lang;
    document.documentElement.lang = lang;
    this.setLabel({ text: this.text });
    this.paintProduct();
  }

  /** `visible` is not read: on this page the label cannot be switched off. */
  setLabel(label) {
    const text = label?.text ?? label; // a welcome may hold the words by language directly
    if (typeof text === "string") this.text = { zh: text, en: text, fr: text };
    else if (text && typeof text === "object" && Object.keys(text).length) this.text = text;
    const key = String(this.lang ?? "en").slice(0, 2);
    const said = this.text[key];
    $("ai-label").textContent = typeof said === "string" && said.trim() ? said.trim().slice(0, 40) : wordsFor(key).label;
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
