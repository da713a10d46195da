// The mouth: 15 visemes as a few muscle numbers, mixed smoothly, drawn as four small paths.
// Its paths morph (`d`): lips cannot be had from transforms alone, and the layer is some 100 px wide.

// w half width, o opening, r rounding, tu/tl teeth up/low, tg tongue, p press, f lower lip tucked in
const BASE = { w: 29, o: 0, r: 0, tu: 0, tl: 0, tg: 0, p: 0, f: 0 };
const SHAPES = {
  sil: {}, PP: { w: 26, p: 1 }, FF: { w: 27, o: 5, tu: 1, f: 1 }, TH: { o: 10, tu: 0.9, tg: 1 },
  DD: { o: 11, tu: 0.9, tg: 0.75 }, kk: { o: 13, tu: 0.6, tg: 0.3 }, CH: { w: 23, o: 12, r: 0.55, tu: 1, tl: 0.7 },
  SS: { w: 32, o: 8, tu: 1, tl: 0.9 }, nn: { o: 10, tu: 0.7, tg: 0.8 }, RR: { w: 25, o: 12, r: 0.4, tu: 0.4, tg: 0.4 },
  aa: { w: 32, o: 33, tu: 0.75, tg: 0.45 }, E: { w: 35, o: 20, tu: 0.95, tg: 0.45 }, ih: { w: 34, o: 14, tu: 0.95, tg: 0.2 },
  oh: { w: 24, o: 24, r: 0.8, tu: 0.45, tg: 0.4 }, ou: { w: 17, o: 14, r: 1 },
};
const KEYS = Object.keys(BASE);
const RAMP_MS = 55;

export const VISEMES = Object.keys(SHAPES);

/** Muscle numbers of a track [{t,d,v,w}] at `ms`, neighbours overlapping as speech does. */
export function sample(track, ms) {
  const out = { ...BASE };
  let best = "sil";
  let most = 0.12;
  let total = 0;
  const sum = Object.fromEntries(KEYS.map((k) => [k, 0]));
  for (const { t, d, v, w = 1 } of track) {
    if (ms < t - RAMP_MS || ms > t + d + RAMP_MS) continue;
    const rise = Math.min(1, (ms - t + RAMP_MS) / (RAMP_MS * 1.6));
    const fall = Math.min(1, (t + d + RAMP_MS - ms) / (RAMP_MS * 1.6));
    const pull = Math.max(0, Math.min(rise, fall));
    const shape = SHAPES[v] ?? SHAPES.sil;
    // Closures of the lips must be seen however short they are.
    const weight = pull * (v === "PP" || v === "FF" ? 2.2 : 1);
    for (const k of KEYS) sum[k] += weight * (BASE[k] + ((shape[k] ?? BASE[k]) - BASE[k]) * Math.min(w, 1.2));
    total += weight;
    if (weight > most) [best, most] = [v, weight];
  }
  if (total > 0) {
    const full = Math.max(total, 1);
    for (const k of KEYS) out[k] = (sum[k] + BASE[k] * (full - total)) / full;
  }
  return { shape: out, viseme: best };
}

/** A stand-in track for a say without visemes: syllables at the pace of its words. */
export function murmur(say) {
  const length = say.duration_ms ?? 0;
  const cycle = ["aa", "ih", "oh", "E", "nn", "ou"];
  const track = [];
  for (let t = 0, i = 0; t < length; t += 150, i += 1) track.push({ t, d: 95, v: cycle[i % 6], w: 0.55 + 0.3 * ((i * 7) % 3) / 2 });
  return track;
}

/** Muscle numbers of a silent mouth: `grin` 0 … 1 shows the teeth, `gasp` 0 … 1 lets the jaw fall. */
export const still = (grin, gasp) => ({ ...BASE, w: BASE.w + 4 * grin - 9 * gasp, o: 11 * grin + 14 * gasp, r: 0.6 * gasp, tu: grin + 0.3 * gasp });

export class Mouth {
  constructor(bone, [x, y]) {
    this.svg = bone.drawLive([x - 62, y - 44, 124, 104], `<g transform="translate(${x} ${y})">
      <clipPath id="mouth-in"><path/></clipPath>
      <path data-k="shade" fill="#b9655a" fill-opacity=".30"/>
      <g clip-path="url(#mouth-in)"><rect x="-60" y="-40" width="120" height="100" fill="#5a1a24"/>
        <path data-k="throat" fill="#35101a"/>
        <path data-k="tongue" fill="#d8616c"/><path data-k="tip" fill="#ee8f93" fill-opacity=".7"/>
        <path data-k="low" fill="#efe3dc"/><path data-k="up" fill="#fdf3ea"/>
        <path data-k="gum" fill="#4a1420" fill-opacity=".15"/></g>
      <path data-k="upper" fill="url(#lip-up)"/><path data-k="lower" fill="url(#lip-low)"/>
      <path data-k="gloss" fill="#fff" fill-opacity=".3"/>
      <path data-k="line" fill="none" stroke="#a0404a" stroke-linecap="round"/></g>`);
    this.clip = this.svg.querySelector("clipPath path");
    this.at = Object.fromEntries([...this.svg.querySelectorAll("[data-k]")].map((el) => [el.dataset.k, el]));
    this.now = { ...BASE, smile: 0.35 };
    this.last = "";
  }

  get open() {
    return this.now.o;
  }

  /** Moves toward `shape` and `smile` (-1 … 1) with `gain` 0 … 1, and repaints if anything changed. */
  step(shape, smile, gain) {
    for (const k of KEYS) this.now[k] += (shape[k] - this.now[k]) * gain;
    this.now.smile += (smile - this.now.smile) * Math.min(1, gain * 0.4);
    this.paint();
  }

  paint() {
    const { w, o, r, tu, tl, tg, p, f, smile } = this.now;
    const stamp = [w, o, r, tu, tl, tg, p, f, smile * 10].map((n) => n.toFixed(1)).join();
    if (stamp === this.last) return;
    this.last = stamp;
    const W = w + smile * 7.5 * (1 - r);
    const top = -o * 0.3 - r * 1.5;
    const low = o * 0.7 + smile * 2.6 * (1 - r);
    // Corners rise in a smile; those of a round mouth stand halfway up its opening.
    const cy = (1 - r) * (2 - smile * 14) + r * ((top + low) / 2 - smile * 3);
    const tUp = (6.4 - p * 3 + r * 1.5) * (1 - Math.max(0, smile) * 0.12);
    const tLow = (9 - p * 3.4 + r * 2.5 - f * 3.5) * (1 - Math.max(0, smile) * 0.1);
    const rx = W * (0.52 + r * 0.3); // how far the curve stays flat: round mouths bulge
    const n = (v) => v.toFixed(1);
    const seam = `C${n(-rx)} ${n(top - 1)} ${n(-rx * 0.35)} ${n(top - 0.6)} 0 ${n(top + 0.9)}C${n(rx * 0.35)} ${n(top - 0.6)} ${n(rx)} ${n(top - 1)} ${n(W)} ${n(cy)}`;
    const seamLow = `C${n(rx * 1.2)} ${n(low * 0.95)} ${n(rx * 0.6)} ${n(low)} 0 ${n(low)}C${n(-rx * 0.6)} ${n(low)} ${n(-rx * 1.2)} ${n(low * 0.95)} ${n(-W)} ${n(cy)}Z`;
    const inside = `M${n(-W)} ${n(cy)}${seam}${seamLow}`;
    this.clip.setAttribute("d", inside);
    const bow = top - tUp;
    this.at.upper.setAttribute("d",
      `M${n(-W - 1.5)} ${n(cy)}C${n(-W * 0.6)} ${n((cy + bow) / 2 - 1.2)} ${n(-W * 0.34)} ${n(bow - 1.2)} ${n(-W * 0.17)} ${n(bow - 0.6)}` +
      `Q0 ${n(bow + 2.6)} ${n(W * 0.17)} ${n(bow - 0.6)}C${n(W * 0.34)} ${n(bow - 1.2)} ${n(W * 0.6)} ${n((cy + bow) / 2 - 1.2)} ${n(W + 1.5)} ${n(cy)}` +
      `C${n(rx)} ${n(top - 1)} ${n(rx * 0.35)} ${n(top - 0.6)} 0 ${n(top + 0.9)}C${n(-rx * 0.35)} ${n(top - 0.6)} ${n(-rx)} ${n(top - 1)} ${n(-W - 1.5)} ${n(cy)}Z`);
    const floor = low + tLow;
    this.at.lower.setAttribute("d",
      `M${n(-W)} ${n(cy)}C${n(-rx * 1.2)} ${n(low * 0.95)} ${n(-rx * 0.6)} ${n(low)} 0 ${n(low)}C${n(rx * 0.6)} ${n(low)} ${n(rx * 1.2)} ${n(low * 0.95)} ${n(W)} ${n(cy)}` +
      `C${n(W * 0.86)} ${n(cy + (floor - cy) * 0.55)} ${n(W * 0.5)} ${n(floor)} 0 ${n(floor)}C${n(-W * 0.5)} ${n(floor)} ${n(-W * 0.86)} ${n(cy + (floor - cy) * 0.55)} ${n(-W)} ${n(cy)}Z`);
    const g = floor - tLow * 0.55;
    this.at.gloss.setAttribute("d", `M${n(-W * 0.3)} ${n(g)}Q0 ${n(g + tLow * 0.22)} ${n(W * 0.3)} ${n(g)}Q0 ${n(g - tLow * 0.22)} ${n(-W * 0.3)} ${n(g)}Z`);
    this.at.shade.setAttribute("d", `M${n(-W * 0.45)} ${n(floor + 4)}Q0 ${n(floor + 10)} ${n(W * 0.45)} ${n(floor + 4)}Q0 ${n(floor + 6)} ${n(-W * 0.45)} ${n(floor + 4)}Z`);
    this.at.line.setAttribute("d", o < 3 ? `M${n(-W)} ${n(cy)}${seam}` : `M${n(-W)} ${n(cy)}l.1 0M${n(W)} ${n(cy)}l.1 0`);
    this.at.line.setAttribute("stroke-width", o < 3 ? "2" : "1.5");
    // The upper teeth hang from the lip along its whole length; in a smile their edge follows the lower lip.
    const edge = top + 2 + tu * Math.min(10, (low - top) * 0.66);
    const side = cy + (edge - cy) * 0.8;
    this.at.up.setAttribute("d", tu < 0.08 || o < 1.5 ? "" : `M${n(-W * 0.96)} ${n(Math.min(cy, top) - 9)}H${n(W * 0.96)}L${n(W * 0.96)} ${n(cy)}C${n(W * 0.84)} ${n(side)} ${n(W * 0.45)} ${n(edge)} 0 ${n(edge)}C${n(-W * 0.45)} ${n(edge)} ${n(-W * 0.84)} ${n(side)} ${n(-W * 0.96)} ${n(cy)}Z`);
    const rise = low - 2 - tl * 4;
    this.at.low.setAttribute("d", tl < 0.1 || o < 3 ? "" : `M${n(-W)} ${n(low + 8)}H${n(W)}L${n(W * 0.7)} ${n(rise + 2)}Q0 ${n(rise - 0.5)} ${n(-W * 0.7)} ${n(rise + 2)}Z`);
    const tongue = low - tg * Math.max(5, o * 0.42) + (1 - tg) * 3;
    this.at.tongue.setAttribute("d", o < 4 ? "" : `M${n(-W * 0.8)} ${n(low + 10)}Q${n(-W * 0.7)} ${n(tongue)} 0 ${n(tongue)}Q${n(W * 0.7)} ${n(tongue)} ${n(W * 0.8)} ${n(low + 10)}Z`);
    this.at.tip.setAttribute("d", o < 8 ? "" : `M${n(-W * 0.32)} ${n(tongue + 5)}Q0 ${n(tongue + 1)} ${n(W * 0.32)} ${n(tongue + 5)}Q0 ${n(tongue + 9)} ${n(-W * 0.32)} ${n(tongue + 5)}Z`);
    this.at.throat.setAttribute("d", o < 6 ? "" : `M${n(-W * 0.55)} ${n(low)}Q${n(-W * 0.5)} ${n(top + o * 0.3)} 0 ${n(top + o * 0.28)}Q${n(W * 0.5)} ${n(top + o * 0.3)} ${n(W * 0.55)} ${n(low)}Z`);
    this.at.gum.setAttribute("d", o < 3 ? "" : `M${n(-W)} ${n(cy)}${seam}Q0 ${n(2 * top + 6 - cy)} ${n(-W)} ${n(cy)}Z`);
  }
}
