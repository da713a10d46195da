// Turns state, speech and gestures into one pose a frame. Numbers only: no DOM here.
import { reach } from "./rig.js";

const REST = { s: 9, e: -66, w: -14, us: 1, fs: 0.86, hand: "relax", flip: false };
const HANG = { s: 7, e: -12, w: 2, us: 1, fs: 1, hand: "relax", flip: false };
// `e` is negative where the elbow bends across the body, so that a hand rises before the chest.
const ARMS = {
  rest: REST,
  hang: HANG,
  wave: { s: 12, e: -208, w: 4, us: 0.84, fs: 0.92, hand: "open", flip: false },
  clap: { s: 10, e: -128, w: -60, us: 0.94, fs: 0.92, hand: "flat", flip: false },
  thumb: { s: 14, e: -132, w: 38, us: 0.95, fs: 0.9, hand: "thumb", flip: false },
  hold: { s: 10, e: -208, w: 10, us: 0.95, fs: 0.92, hand: "hold", flip: false },
  present: { s: 8, e: -232, w: 16, us: 0.92, fs: 0.72, hand: "open", flip: false },
  talk: { s: 13, e: -112, w: 16, us: 0.96, fs: 0.84, hand: "relax", flip: false },
  chin: { s: 4, e: -158, w: 6, us: 0.77, fs: 1, hand: "point", flip: false },
  tuck: { s: 6, e: -172, w: 4, us: 0.8, fs: 0.9, hand: "relax", flip: false },
  heart: { s: 14, e: -118, w: -36, us: 0.92, fs: 0.75, hand: "heart", flip: false },
  shrug: { s: 6, e: -234, w: 10, us: 0.9, fs: 0.7, hand: "open", flip: false },
};
const EXPRESSIONS = {
  neutral: { smile: 0.62, brow: 0, browTilt: 0, lids: 0, grin: 0, wide: 0 },
  smile: { smile: 0.82, brow: 0.15, browTilt: 0, lids: 0.06, grin: 0, wide: 0 },
  happy: { smile: 1, brow: 0.3, browTilt: 0.05, lids: 0.1, grin: 0.4, wide: 0, teeth: 0.7 },
  excited: { smile: 1.15, brow: 0.75, browTilt: 0.05, lids: 0, grin: 0.7, wide: 0.8, teeth: 1 },
  surprised: { smile: 0.3, brow: 1, browTilt: 0.1, lids: 0, grin: 0, wide: 1.2, gasp: 1 },
  thinking: { smile: 0.25, brow: 0.3, browTilt: -0.1, browSkew: 0.4, lids: 0.1, grin: 0, wide: 0, gazeX: 0.6, gazeY: -0.8, tilt: 4 },
  sorry: { smile: -0.08, brow: 0.25, browTilt: 0.75, lids: 0.16, grin: 0, wide: 0, nod: 1.5 },
  sober: { smile: 0.18, brow: -0.15, browTilt: -0.25, lids: 0.06, grin: 0, wide: 0 },
  wink: { smile: 0.85, brow: 0.35, browTilt: 0, lids: 0, grin: 1, wide: 0, tilt: 5 },
  shy: { smile: 0.5, brow: 0.2, browTilt: 0.4, lids: 0.2, grin: 0, wide: 0, tilt: 4, nod: 1.2 },
  proud: { smile: 0.7, brow: 0.4, browTilt: -0.15, lids: 0.12, grin: 0, wide: 0, nod: -1.2 },
};
const STATES = {
  idle: {},
  listening: { tilt: 3, nod: 0.6, brow: 0.2, gazeY: 0.05, lean: 0.4 },
  reading: { gazeX: -0.75, gazeY: 0.55, tilt: -1.5, nod: 1.4, scan: 1 },
  thinking: { gazeX: 0.55, gazeY: -0.7, tilt: 4, brow: 0.25, arms: { right: "chin" } },
  speaking: {},
  waiting: { tilt: 2, gazeX: 0.1, brow: 0.1 },
  human_on: { nod: 1, lids: 0.1, calm: 1, arms: { left: "rest", right: "rest" } },
  stopped: { nod: 2, lids: 0.2, calm: 1, arms: { left: "rest", right: "rest" } },
};
const BOTH = (name) => ({ left: name, right: name });
const MOVES = {
  wave: { ms: 2400, arms: { left: "wave" }, swing: { side: "left", key: "e", by: 13, hz: 2.1 }, tilt: -3, mood: "happy" },
  clap: { ms: 2000, arms: BOTH("clap"), swing: { side: "both", key: "e", by: 9, hz: 3.2 }, mood: "happy" },
  thumbs_up: { ms: 2200, arms: { left: "thumb" }, nodAt: 250, mood: "happy" },
  hold_product: { ms: 4200, arms: { left: "hold" }, gazeX: -0.6, tilt: -3, mood: "smile" },
  present: { ms: 2600, arms: { right: "present" }, gazeX: 0.4, mood: "smile" },
  heart: { ms: 2400, arms: BOTH("heart"), tilt: 5, mood: "happy" },
  shrug: { ms: 1700, arms: BOTH("shrug"), tilt: 5, mood: "sorry" },
  nod: { ms: 900, head: "nod" },
  shake: { ms: 1100, head: "shake" },
  bow: { ms: 1900, head: "bow", arms: BOTH("rest"), mood: "smile" },
  // Small things she does while nobody asks anything.
  tuck: { ms: 2300, arms: { right: "tuck" }, tilt: 4, mood: "smile" },
  muse: { ms: 2600, gazeX: 0.7, tilt: 3.5 },
  beam: { ms: 2400, tilt: -3, mood: "happy", nodAt: 500 },
  idle: { ms: 1, arms: BOTH("rest") },
};
const FIDGETS = ["beam", "muse", "tuck", "muse", "nod"];
const AT_EASE = new Set(["idle", "waiting", "listening"]);
const MOVE_MS = 360;
const POINT_MS = 300;
const FRAME_MS = 20;
const NUMBERS = ["s", "e", "w", "us", "fs"];

/** How long before its due time a command must be told, so that it ends there. */
export const lead = (command) => (command.type === "point_to_buy" ? POINT_MS : 0);

const smooth = (t) => t * t * (3 - 2 * t);
const wobble = (t, a, b, c) => (Math.sin(t * a) + Math.sin(t * b + 1.3) * 0.6 + Math.sin(t * c + 4.1) * 0.4) / 2;

export class Motion {
  constructor() {
    this.state = "idle";
    this.expression = { now: { ...EXPRESSIONS.neutral }, want: EXPRESSIONS.neutral, rate: 6, weight: 1 };
    this.moves = [];
    this.point = null;
    this.pointedAt = null;
    this.sides = { left: tween(REST), right: tween(REST) };
    this.soft = { tilt: 0, nod: 0, turn: 0, lean: 0, gazeX: 0, gazeY: 0, lids: 0, brow: 0, energy: 0, hair: 0, leanX: 0 };
    this.blinkAt = 1500;
    this.blink = 0;
    this.beat = 0;
    this.look = { x: 0, y: 0, until: 0 };
    this.hairSpeed = 0;
    this.seed = 7;
    this.talkSide = null;
    this.talkUntil = 0;
  }

  draw() {
    // A tiny generator of its own, so that tests see the same blinks.
    this.seed = (this.seed * 16807) % 2147483647;
    return this.seed / 2147483647;
  }

  express(name, weight = 1, fade_ms = 250) {
    const want = EXPRESSIONS[name] ?? EXPRESSIONS.neutral;
    this.expression.want = Object.fromEntries(
      Object.entries(want).map(([k, v]) => [k, (EXPRESSIONS.neutral[k] ?? 0) + (v - (EXPRESSIONS.neutral[k] ?? 0)) * weight]),
    );
    this.expression.rate = 3 / Math.max(0.08, fade_ms / 1000);
    this.wink = name === "wink" ? performance.now() + 900 : 0;
  }

  gesture(name, now) {
    const move = MOVES[name];
    if (!move) return;
    this.moves = this.moves.filter((m) => (move.arms ? !m.move.arms : m.move.head !== move.head || !move.head));
    this.moves.push({ name, move, from: now });
  }

  /** Points at rig point (x, y): the arm arrives `in_ms` from now and holds for `hold_ms`. */
  pointTo([x, y], now, in_ms, hold_ms, side = x < 500 ? "left" : "right") {
    const pose = reach(side === "left" ? x : 1000 - x, y);
    const ms = Math.max(140, in_ms - FRAME_MS); // seen at the next frame
    this.point = { side, pose, at: now + ms, until: now + ms + hold_ms, target: [x, y] };
    this.pointedAt = null;
    this.sides[side].go(pose, now, ms);
    this.moves = this.moves.filter((m) => !m.move.arms);
  }

  still() {
    this.moves = [];
    this.point = null;
  }

  word() {
    this.beat = 1;
  }

  /** One frame: `now` and `dt` ms, `open` 0 … 1 how far the mouth is, `speaking` whether a say plays. */
  step(now, dt, open, speaking) {
    const state = STATES[this.state] ?? STATES.idle;
    const ex = this.expression;
    const k = 1 - Math.exp((-ex.rate * dt) / 1000);
    for (const key of new Set([...Object.keys(ex.now), ...Object.keys(ex.want)])) ex.now[key] = (ex.now[key] ?? 0) + ((ex.want[key] ?? 0) - (ex.now[key] ?? 0)) * k;
    this.moves = this.moves.filter((m) => now - m.from < m.move.ms);
    this.fidget(now, speaking);
    const t = now / 1000;
    const calm = state.calm ? 0.45 : 1;
    const s = this.soft;
    const ease = (key, want, rate) => (s[key] += (want - s[key]) * (1 - Math.exp((-rate * dt) / 1000)));

    ease("energy", speaking ? Math.min(1, open * 1.6) : 0, 9);
    this.beat *= Math.exp((-5 * dt) / 1000);
    const head = this.headMove(now);
    const mood = this.moves.find((m) => m.move.mood || m.move.tilt)?.move;
    const pointing = this.point && now < this.point.until ? this.point : null;
    if (this.point && !pointing) this.point = null;
    const glance = pointing ? (now < pointing.at + 700 ? (pointing.target[0] - 500) / 260 : 0) : 0;
    this.wander(now, speaking);
    ease("gazeX", clamp((mood?.gazeX ?? 0) + (state.gazeX ?? 0) + (ex.now.gazeX ?? 0) + glance + this.look.x + (state.scan ? Math.sin(t * 2.6) * 0.22 : 0)), 16);
    ease("gazeY", clamp((state.gazeY ?? 0) + (ex.now.gazeY ?? 0) + (glance ? 0.7 : 0) + this.look.y), 16);
    const tilt = 1.6 + (state.tilt ?? 0) + (ex.now.tilt ?? 0) + (mood?.tilt ?? 0) + glance * 1.5;
    const nodding = wobble(t, 0.43, 0.71, 1.13) * 2.2 * calm + (speaking ? wobble(t, 1.7, 2.9, 4.1) * 1.6 : 0);
    ease("tilt", clamp(tilt + nodding, 6.5), 4);
    ease("turn", clamp(wobble(t, 0.31, 0.53, 0.97) * 0.8 * calm + (speaking ? wobble(t, 1.1, 2.3, 3.7) * 0.7 : 0) + s.gazeX * 0.5 + head.turn, 2.2), 6);
    ease("nod", (state.nod ?? 0) + (ex.now.nod ?? 0) + wobble(t, 0.37, 0.83, 1.51) * 0.5 * calm + this.beat * 1.5 + s.energy * 0.8 + head.nod + (glance ? 0.8 : 0), 12);
    ease("lean", (state.lean ?? 0) + wobble(t, 0.27, 0.49, 0.77) * 0.7 * calm + (pointing ? (pointing.side === "left" ? -0.8 : 0.8) : 0) + head.lean, 3);
    ease("leanX", wobble(t, 0.21, 0.39, 0.61) * 5 * calm, 3);
    ease("lids", (state.lids ?? 0) + ex.now.lids + Math.max(0, s.gazeY) * 0.16, 10);
    ease("brow", ex.now.brow + (state.brow ?? 0) + this.beat * 0.18, 10);
    const pull = (-s.tilt * 0.5 - s.hair) * 26 + wobble(t, 0.9, 1.37, 2.1) * 14;
    this.hairSpeed = (this.hairSpeed + pull * (dt / 1000)) * Math.exp((-2.6 * dt) / 1000);
    s.hair += this.hairSpeed * (dt / 1000);

    this.blinks(now);
    const winking = this.wink && now < this.wink;
    const lid = Math.max(this.blink, s.lids, head.eyes);
    this.steerArms(now, state, speaking, pointing);
    if (pointing && this.pointedAt === null && now >= pointing.at - 8) this.pointedAt = now;
    return {
      breath: Math.sin(t * 1.55), leanX: s.leanX, leanY: head.drop * 0.4, lean: s.lean,
      headX: s.turn * 1.5, headY: head.drop + s.nod * 0.9 - this.beat * 0.6, tilt: s.tilt, turn: s.turn, nod: s.nod, hair: s.hair,
      gazeX: s.gazeX, gazeY: s.gazeY, lidL: lid, lidR: winking ? 1 : lid, grin: winking ? 1 : ex.now.grin, wide: ex.now.wide,
      brow: s.brow, browTilt: ex.now.browTilt, browSkew: ex.now.browSkew ?? 0,
      left: this.arm("left", now), right: this.arm("right", now),
      brisk: this.moves.some((m) => m.move.head === "bow"),
      gasp: ex.now.gasp ?? 0, teeth: Math.max(ex.now.teeth ?? 0, mood?.mood === "happy" ? 0.8 : 0),
      smile: mood?.mood ? Math.max(ex.now.smile, EXPRESSIONS[mood.mood].smile) : ex.now.smile,
    };
  }

  headMove(now) {
    const out = { nod: 0, turn: 0, drop: 0, lean: 0, eyes: 0 };
    for (const { move, from } of this.moves) {
      const p = (now - from) / move.ms;
      const swell = Math.sin(Math.PI * Math.min(1, p));
      if (move.head === "nod") out.nod += Math.sin(p * Math.PI * 4) * 3.4 * swell + swell;
      if (move.head === "shake") out.turn += Math.sin(p * Math.PI * 5) * 2.6 * swell;
      if (move.head === "bow") {
        const dip = smooth(Math.min(1, Math.min(p, 1 - p) * 3.2));
        out.nod += dip * 7;
        out.drop += dip * 26;
        out.eyes = Math.max(out.eyes, dip * 0.95);
      }
      if (move.nodAt && now - from > move.nodAt) out.nod += Math.max(0, Math.sin(((now - from - move.nodAt) / 500) * Math.PI)) * (now - from - move.nodAt < 500 ? 3 : 0);
    }
    return out;
  }

  fidget(now, speaking) {
    const busy = speaking || this.point || this.moves.length > 0 || !AT_EASE.has(this.state);
    if (busy || !this.fidgetAt) this.fidgetAt = now + 7000 + this.draw() * 11000;
    else if (now > this.fidgetAt) this.gesture(FIDGETS[Math.floor(this.draw() * FIDGETS.length)], now);
  }

  wander(now, speaking) {
    if (now < this.look.until) return;
    const away = this.draw() < (speaking ? 0.22 : 0.34);
    this.look = {
      x: away ? (this.draw() - 0.5) * 0.9 : (this.draw() - 0.5) * 0.1,
      y: away ? (this.draw() - 0.4) * 0.5 : (this.draw() - 0.5) * 0.08,
      until: now + (away ? 350 + this.draw() * 600 : 900 + this.draw() * 2400),
    };
    if (away && this.draw() < 0.3) this.blinkAt = Math.min(this.blinkAt, now);
  }

  blinks(now) {
    const p = (now - this.blinkAt) / 190;
    this.blink = p < 0 ? 0 : p < 0.35 ? p / 0.35 : p < 0.5 ? 1 : p < 1 ? 1 - (p - 0.5) * 2 : 0;
    if (p >= 1) this.blinkAt = now + (this.draw() < 0.14 ? 160 : 1900 + this.draw() * 3300);
  }

  steerArms(now, state, speaking, pointing) {
    // While she talks, one hand keeps rising to underline a phrase.
    if (speaking && now > this.talkUntil) {
      this.talkSide = this.draw() < 0.55 ? (this.draw() < 0.6 ? "right" : "left") : null;
      this.talkUntil = now + 1400 + this.draw() * 1800;
    }
    if (!speaking) this.talkSide = null;
    for (const side of ["left", "right"]) {
      const move = [...this.moves].reverse().find((m) => m.move.arms?.[side]);
      let name = move?.move.arms[side] ?? state.arms?.[side] ?? (this.talkSide === side ? "talk" : "rest");
      if (pointing?.side === side) continue;
      if (pointing && !move) name = "rest";
      this.sides[side].go(ARMS[name], now, MOVE_MS);
    }
  }

  arm(side, now) {
    const a = this.sides[side].at(now);
    a.brisk = this.sides[side].busy(now);
    for (const { move, from } of this.moves) {
      const swing = move.swing;
      if (!swing || (swing.side !== "both" && swing.side !== side)) continue;
      const age = (now - from) / 1000;
      const swell = clamp(Math.min((age - 0.25) * 4, (move.ms / 1000 - age - 0.1) * 4), 1, 0);
      a.brisk = true;
      a[swing.key] += Math.sin(age * Math.PI * 2 * swing.hz) * swing.by * swell;
    }
    if (this.talkSide === side && !this.point) {
      a.e -= this.beat * 7;
      a.w += this.beat * 5;
    }
    const t = now / 1000 + (side === "left" ? 0 : 0.7);
    a.s += Math.sin(t * 1.55) * 0.5;
    a.e += Math.sin(t * 0.9) * 0.8;
    if (this.point?.side === side && now > this.point.at) a.e += Math.sin(((now - this.point.at) / 1000) * 7) * 1.6; // a small insisting tap
    return a;
  }
}

const clamp = (v, high = 1, low = -high) => Math.max(low, Math.min(high, v));

/** An arm on its way from one pose to the next; the hand is exchanged on the way. */
function tween(first) {
  let from = { ...first };
  let to = first;
  let start = 0;
  let ms = 1;
  const at = (now) => {
    const p = Math.max(0, Math.min(1, (now - start) / ms));
    const e = smooth(p);
    const out = { hand: p < 0.38 ? from.hand : to.hand, flip: p < 0.38 ? from.flip : to.flip };
    for (const key of NUMBERS) out[key] = from[key] + (to[key] - from[key]) * e;
    return out;
  };
  return {
    at,
    busy: (now) => now < start + ms + 60,
    go(pose, now, length) {
      if (pose === to) return;
      from = at(now);
      const way = pose.e - from.e;
      if (Math.abs(way) > 220) from.e += 360 * Math.sign(way); // the shorter way round
      to = pose;
      start = now;
      ms = length;
    },
  };
}
