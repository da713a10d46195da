// The mouth: 15 visemes as a few muscle numbers, mixed smoothly, drawn as four small paths.
// Its paths morph (`d`): lips cannot be had from transforms alone, and the layer is some 100 px wide.

// w half width, o opening, r rounding, tu/tl teeth up/low, tg tongue, p press, f lower lip tucked in
const BASE = { w: 29, o: 0, r: 0, tu: 0, tl: 0, tg: 0, p: 0, f: 0 };
const SHAPES = {
  sil: {}, PP: { w: 26, p: 1 }, FF: { w: 27, o: 5, tu: 1, f: 1 }, TH: { o: 10, tu: 0.9, tg: 1 },
  DD: { o: 11, tu: 0.9, tg: 0.75 }, kk: { o: 13, tu: 0.6, tg: 0.3 }, CH: { w: 23, o: 12, r: 0.55, tu: 1, tl: 0.7 },
  SS: { w: 32, o: 8, tu: 1, tl: 0.9 }, nn: { o: 10, tu: 0.7, tg: 0.8 }, RR: { w: 25, o: 12, r: 0.4, tu: 0.4, tg: 0.4 },
  aa: { w: 29, o: 32, tu: 0.7, tg: 0.75 }, E: { w: 34, o: 20, tu: 0.9, tg: 0.6 }, ih: { w: 34, o: 14, tu: 0.95, tg: 0.2 },
  oh: { w: 21, o: 25, r: 0.95, tu: 0.1, tg: 0.6 }, ou: { w: 17, o: 14, r: 1 },
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
export const still = (grin, gasp) => ({ ...BASE, w: BASE.w + 4 * grin - 12 * gasp, o: 11 * grin + 15 * gasp, r: 0.95 * gasp, tu: grin * (1 - gasp), tg: 0.4 * gasp });

export class Mouth {
  constructor(bone, [x, y]) {
    this.svg = bone.drawLive([x - 62, y - 44, 124, 104], `<g transform="translate(${x} ${y})">
      <clipPath id="mouth-in"><path/></clipPath>
      <path data-k="shade" fill="#b9655a" fill-opacity=".30"/>
      <g clip-path="url(#mouth-in)"><rect x="-60" y="-40" width="120" height="100" fill="#571824"/>
        <path data-k="throat" fill="#35101a" fill-opacity=".7"/>
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
    const wide = Math.min(1, Math.max(0, (o - 6) / 22)); // how far the jaw has fallen
    // Corners rise in a smile and sink with the jaw; those of a round mouth stand halfway up its opening.
    const sunk = Math.max(r, 0.55 * wide);
    const cy = (1 - sunk) * (2 - smile * 14) + sunk * (top + (low - top) * (0.42 + 0.08 * r) - r * smile * 2);
    const tUp = (6.4 - p * 3 + r * 1.5) * (1 - Math.max(0, smile) * 0.12);
    const tLow = (9 - p * 3.4 + r * 2.5 - f * 3.5) * (1 - Math.max(0, smile) * 0.1);
    // From a lens with pointed corners to an oval: the larger the opening, the rounder its corners.
    const q = Math.max(r, 0.75 * wide);
    const n = (v) => v.toFixed(1);
    const arch = top + 0.9 * (1 - r);
    const up = [W * (0.66 + 0.34 * q), cy + (top - cy) * (0.45 + 0.1 * q), W * (0.36 + 0.19 * q), top - 0.6 * (1 - r)];
    const down = [W * (0.86 + 0.14 * q), cy + (low - cy) * (0.62 - 0.07 * q), W * (0.5 + 0.05 * q), low];
    const seam = `C${n(-up[0])} ${n(up[1])} ${n(-up[2])} ${n(up[3])} 0 ${n(arch)}C${n(up[2])} ${n(up[3])} ${n(up[0])} ${n(up[1])} ${n(W)} ${n(cy)}`;
    const inside = `M${n(-W)} ${n(cy)}${seam}C${n(down[0])} ${n(down[1])} ${n(down[2])} ${n(low)} 0 ${n(low)}C${n(-down[2])} ${n(low)} ${n(-down[0])} ${n(down[1])} ${n(-W)} ${n(cy)}Z`;
    this.clip.setAttribute("d", inside);
    const bow = top - tUp;
    const edgeX = W + 1.5 + 2.4 * q; // the lips' own corners
    const over = [edgeX * (0.6 + 0.4 * q), cy + (bow - cy) * 0.55 - 1.2 * (1 - q), W * (0.34 + 0.16 * q)];
    this.at.upper.setAttribute("d",
      `M${n(-edgeX)} ${n(cy)}C${n(-over[0])} ${n(over[1])} ${n(-over[2])} ${n(bow - 1.2)} ${n(-W * 0.17)} ${n(bow - 0.6)}` +
      `Q0 ${n(bow + 2.6 - r)} ${n(W * 0.17)} ${n(bow - 0.6)}C${n(over[2])} ${n(bow - 1.2)} ${n(over[0])} ${n(over[1])} ${n(edgeX)} ${n(cy)}` +
      `L${n(W)} ${n(cy)}C${n(up[0])} ${n(up[1])} ${n(up[2])} ${n(up[3])} 0 ${n(arch)}C${n(-up[2])} ${n(up[3])} ${n(-up[0])} ${n(up[1])} ${n(-W)} ${n(cy)}Z`);
    const floor = low + tLow;
    const under = [edgeX * (0.88 + 0.12 * q), cy + (floor - cy) * 0.6, edgeX * 0.52];
    this.at.lower.setAttribute("d",
      `M${n(-W)} ${n(cy)}C${n(-down[0])} ${n(down[1])} ${n(-down[2])} ${n(low)} 0 ${n(low)}C${n(down[2])} ${n(low)} ${n(down[0])} ${n(down[1])} ${n(W)} ${n(cy)}L${n(edgeX)} ${n(cy)}` +
      `C${n(under[0])} ${n(under[1])} ${n(under[2])} ${n(floor)} 0 ${n(floor)}C${n(-under[2])} ${n(floor)} ${n(-under[0])} ${n(under[1])} ${n(-edgeX)} ${n(cy)}Z`);
    const g = floor - tLow * 0.55;
    this.at.gloss.setAttribute("d", `M${n(-W * 0.3)} ${n(g)}Q0 ${n(g + tLow * 0.22)} ${n(W * 0.3)} ${n(g)}Q0 ${n(g - tLow * 0.22)} ${n(-W * 0.3)} ${n(g)}Z`);
    this.at.shade.setAttribute("d", `M${n(-W * 0.45)} ${n(floor + 4)}Q0 ${n(floor + 10)} ${n(W * 0.45)} ${n(floor + 4)}Q0 ${n(floor + 6)} ${n(-W * 0.45)} ${n(floor + 4)}Z`);
    this.at.line.setAttribute("d", o < 3 ? `M${n(-W)} ${n(cy)}${seam}` : `M${n(-W)} ${n(cy)}l.1 0M${n(W)} ${n(cy)}l.1 0`);
    this.at.line.setAttribute("stroke-width", o < 3 ? "2" : "1.5");
    // The upper teeth hang from the lip along its whole length; in a smile their edge follows the lower lip.
    const edge = top + 2 + tu * Math.min(10, (low - top) * 0.66);
    const side = Math.min(edge - 1 - 3 * q, cy + (edge - cy) * 0.8);
    const row = W * (0.96 - 0.14 * q);
    this.at.up.setAttribute("d", tu < 0.08 || o < 1.5 ? "" : `M${n(-row)} ${n(Math.min(cy, top) - 9)}H${n(row)}L${n(row)} ${n(Math.min(cy, side))}C${n(W * 0.82)} ${n(side)} ${n(W * 0.45)} ${n(edge)} 0 ${n(edge)}C${n(-W * 0.45)} ${n(edge)} ${n(-W * 0.82)} ${n(side)} ${n(-row)} ${n(Math.min(cy, side))}Z`);
    const rise = low - 2 - tl * 4;
    this.at.low.setAttribute("d", tl < 0.1 || o < 3 ? "" : `M${n(-W)} ${n(low + 8)}H${n(W)}L${n(W * 0.7)} ${n(rise + 2)}Q0 ${n(rise - 0.5)} ${n(-W * 0.7)} ${n(rise + 2)}Z`);
    const tongue = low - tg * Math.max(5, o * 0.42) + (1 - tg) * 3;
    this.at.tongue.setAttribute("d", o < 4 ? "" : `M${n(-W * 0.8)} ${n(low + 10)}Q${n(-W * 0.7)} ${n(tongue)} 0 ${n(tongue)}Q${n(W * 0.7)} ${n(tongue)} ${n(W * 0.8)} ${n(low + 10)}Z`);
    this.at.tip.setAttribute("d", o < 8 ? "" : `M${n(-W * 0.32)} ${n(tongue + 5)}Q0 ${n(tongue + 1)} ${n(W * 0.32)} ${n(tongue + 5)}Q0 ${n(tongue + 9)} ${n(-W * 0.32)} ${n(tongue + 5)}Z`);
    this.at.throat.setAttribute("d", o < 6 ? "" : `M${n(-W * 0.8)} ${n(low)}C${n(-W * 0.8)} ${n(top + o * 0.1)} ${n(W * 0.8)} ${n(top + o * 0.1)} ${n(W * 0.8)} ${n(low)}Z`);
    this.at.gum.setAttribute("d", o < 3 ? "" : `M${n(-W)} ${n(cy)}${seam}Q0 ${n(2 * top + 6 - cy)} ${n(-W)} ${n(cy)}Z`);
  }
}
