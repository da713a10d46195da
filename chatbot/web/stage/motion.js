// Turns state, speech and gestures into one pose a frame. Numbers only: no DOM here.
import { Arms } from "./limbs.js";
import { EXPRESSIONS, FIDGETS, MOVES, STANCES, STATES } from "./poses.js";
import { inBody, pointing as pointed, reach } from "./reach.js";

const AT_EASE = new Set(["idle", "waiting", "listening"]);
const POINT_MS = 460;
const FRAME_MS = 20;
// Of the time to a point: when the arm is poised, and when the finger starts from there; rig units between.
const [POISED, THRUST] = [0.8, 0.6];
const SHORT = 64;
const CLEAR = 0.3; // of that time: how much later an arm sets out across her body
const BACK_MS = 170;
const RAD = Math.PI / 180;
const EYES = [500, 300];

/** How long before its due time a command must be told, so that it ends there. */
export const lead = (command) => (command.type === "point_to_buy" ? POINT_MS : 0);

const smooth = (t) => t * t * (3 - 2 * t);
const wobble = (t, a, b, c) => (Math.sin(t * a) + Math.sin(t * b + 1.3) * 0.6 + Math.sin(t * c + 4.1) * 0.4) / 2;
const clamp = (v, high = 1, low = -high) => Math.max(low, Math.min(high, v));

export class Motion {
  /** `still` is for people who asked their system for less motion. */
  constructor({ still = false } = {}) {
    this.still = still;
    this.state = "idle";
    this.expression = { now: { ...EXPRESSIONS.neutral }, want: EXPRESSIONS.neutral, rate: 6 };
    this.moves = [];
    this.point = null;
    this.pointedAt = null;
    this.card = null; // where the card is, rig units
    this.soft = { tilt: 0, nod: 0, turn: 0, lean: 0, gazeX: 0, gazeY: 0, lids: 0, brow: 0, energy: 0, hair: 0, cheek: 0.2, leanX: 0, leanY: 0, twist: 0, hips: 0 };
    this.blinking = { at: 1500, ms: 190, deep: 1 };
    this.blink = 0;
    this.beat = 0; // of the words, as the body follows it
    this.stress = 0;
    this.look = { x: 0, y: 0, until: 0 };
    this.stance = STANCES[0];
    this.stanceUntil = 0;
    this.hairSpeed = 0;
    this.seed = 7;
    this.bags = new Map();
    this.arms = new Arms((name, list) => this.pick(name, list), () => this.draw());
  }

  draw() {
    // A tiny generator of its own, so that tests see the same blinks.
    this.seed = (this.seed * 16807) % 2147483647;
    return this.seed / 2147483647;
  }

  /** One of `list`, all of which come before one comes again, and never the same twice running. */
  pick(name, list) {
    const bag = this.bags.get(name) ?? { left: [], last: null };
    // The same thing may be in the list more than once.
    if (bag.left.every((each) => each === bag.last)) bag.left.push(...list);
    const open = bag.left.filter((each) => each !== bag.last);
    const one = open[Math.floor(this.draw() * open.length)] ?? bag.left[0];
    bag.left.splice(bag.left.indexOf(one), 1);
    bag.last = one;
    this.bags.set(name, bag);
    return one;
  }

  express(name, weight = 1, fade_ms = 250) {
    const want = EXPRESSIONS[name] ?? EXPRESSIONS.neutral;
    this.expression.want = Object.fromEntries(
      Object.entries(want).map(([k, v]) => [k, (EXPRESSIONS.neutral[k] ?? 0) + (v - (EXPRESSIONS.neutral[k] ?? 0)) * weight]),
    );
    this.expression.rate = 3 / Math.max(0.08, fade_ms / 1000);
    this.wink = name === "wink" ? performance.now() + 900 : 0;
  }

  /** A line has ended: a sad or stern face does not outlast it. */
  soften() {
    if (this.expression.want.smile < EXPRESSIONS.neutral.smile) this.express("neutral", 1, 900);
  }

  gesture(name, now) {
    if (!MOVES[name]) return;
    const move = this.pick(name, MOVES[name]);
    this.moves = this.moves.filter((m) => (move.arms ? !m.move.arms : m.move.head !== move.head || !move.head));
    this.moves.push({ name, move, from: now });
    if (move.mood === "wink") this.wink = now + 1000;
  }

  /** Points at rig point (x, y): the arm arrives `in_ms` from now and holds for `hold_ms`. */
  pointTo(target, now, in_ms, hold_ms, side = target[0] < 500 ? "left" : "right") {
    const [x, y] = this.seenBy(side, target);
    const { pose, way } = reach(x, y);
    const ms = Math.max(140, in_ms - FRAME_MS); // seen at the next frame
    this.point = { side, pose, way, from: now, at: now + ms, until: now + ms + hold_ms + BACK_MS, target };
    this.pointedAt = null;
    // Across her body it waits until the other arm is out of its way.
    const late = this.arms.across(side, target) ? CLEAR : 0;
    this.arms.ways[side].go(pose, now, ms * POISED * (1 - late), false, late / (1 - late));
    this.moves = this.moves.filter((m) => !m.move.arms);
  }

  /** A rig point in the frame of the leaning body, as that side's arm sees it. */
  seenBy(side, target) {
    const [x, y] = inBody(target, this.body());
    const [dx, dy] = this.arms.shoulders[side];
    return [(side === "left" ? x : 1000 - x) - dx, y - dy];
  }

  /**
   * Where the finger is to be: first short of the target, then along its own
   * line onto it, and back the same way: so it crosses nothing else.
   */
  fingerAt({ side, target, way, from, at, until }, now) {
    const [x, y] = this.seenBy(side, target);
    const near = smooth(clamp(((now - from) / (at - from) - THRUST) / (1 - THRUST), 1, 0));
    const short = SHORT * Math.max(1 - near, smooth(clamp(1 - (until - now) / BACK_MS, 1, 0)));
    return [x + Math.sin(way * RAD) * short, y - Math.cos(way * RAD) * short];
  }

  body() {
    const s = this.soft;
    return { x: s.leanX, y: s.leanY - (this.breath ?? 0) * 2.8, lean: s.lean };
  }

  stop() {
    this.moves = [];
    this.point = null;
  }

  /** A word begins; `stress` 0 … 1 is how much weight it has. */
  word(stress = 1) {
    this.stress = Math.max(this.stress, stress * 1.5);
  }

  /** One frame: `now` and `dt` ms, `open` 0 … 1 how far the mouth is, `speaking` whether a say plays. */
  step(now, dt, open, speaking) {
    const state = STATES[this.state] ?? STATES.idle;
    const ex = this.expression;
    const k = 1 - Math.exp((-ex.rate * dt) / 1000);
    for (const key of new Set([...Object.keys(ex.now), ...Object.keys(ex.want)])) ex.now[key] = (ex.now[key] ?? 0) + ((ex.want[key] ?? 0) - (ex.now[key] ?? 0)) * k;
    this.moves = this.moves.filter((m) => now - m.from < m.move.ms);
    if (this.point && now >= this.point.until) this.point = null;
    this.fidget(now, speaking);
    this.stand(now, state);
    this.wander(now, speaking);
    const head = this.headMove(now);
    const mood = [...this.moves].reverse().find((m) => m.move.mood || m.move.tilt || m.move.x || m.move.gazeX || m.move.toCard);
    this.stress *= Math.exp((-6 * dt) / 1000);
    this.beat += (this.stress - this.beat) * (1 - Math.exp((-16 * dt) / 1000));
    this.settle(now, dt, { state, head, move: mood?.move ?? {}, age: mood ? now - mood.from : 0, energy: speaking ? Math.min(1, open * 1.6) : 0, speaking });
    this.blinks(now);

    const s = this.soft;
    const winking = this.wink && now < this.wink;
    const lid = Math.max(this.blink, s.lids, head.eyes);
    const { point, moves, beat, still } = this;
    if (point) Object.assign(point.pose, pointed(...this.fingerAt(point, now), point.way).pose);
    this.arms.steer(now, { moves, stance: this.stance.arms, state: state.arms, speaking, point });
    if (point && this.pointedAt === null && now >= point.at - 8) this.pointedAt = now;
    const felt = mood?.move.mood;
    const arm = (side) => this.arms.at(side, now, { moves, beat, point, still, breath: still ? 0 : this.breath, twist: s.twist });
    return {
      ...this.body(), breath: this.breath, twist: s.twist, hips: s.hips,
      headX: s.turn * 1.5, headY: head.drop + s.nod * 0.9 - this.beat * 0.6, tilt: s.tilt, turn: s.turn, nod: s.nod, hair: s.hair,
      gazeX: s.gazeX, gazeY: s.gazeY, lidL: lid, lidR: winking ? 1 : lid, grin: winking ? 1 : ex.now.grin, wide: ex.now.wide, cheek: s.cheek,
      brow: s.brow, browTilt: ex.now.browTilt, browSkew: ex.now.browSkew ?? 0,
      left: arm("left"), right: arm("right"),
      brisk: this.moves.some((m) => m.move.head === "bow"),
      gasp: ex.now.gasp ?? 0, teeth: Math.max(ex.now.teeth ?? 0, felt === "happy" ? 0.8 : 0),
      smile: felt ? Math.max(ex.now.smile, EXPRESSIONS[felt].smile) : ex.now.smile,
    };
  }

  /** Lets every soft number follow what state, gesture, speech and breath ask of it. */
  settle(now, dt, { state, head, move, age, energy, speaking }) {
    const ex = this.expression.now;
    const s = this.soft;
    const t = now / 1000;
    const calm = this.still ? 0.15 : state.calm ? 0.45 : 1;
    const ease = (key, want, rate) => (s[key] += (want - s[key]) * (1 - Math.exp((-rate * dt) / 1000)));
    const { stance } = this;
    const point = this.point;
    // Eyes first to where the finger goes, then back to the viewer.
    const aim = point && now < point.at + 700 ? clamp((point.target[0] - EYES[0]) / 260) : 0;
    const card = move.toCard && age < move.toCard ? this.toCard() : [0, 0];
    // A gesture goes through the whole body: she sways with it, and bobs where it asks for it.
    const sway = this.still || !move.arms ? 0 : Math.sin(age * 0.0031) * Math.min(1, age / 500);
    const aside = move.arms?.carry && this.arms.carrying === "right" ? -1 : 1;
    const away = move.glance && age > move.glance ? 0 : 1;
    // While she talks, shoulders turn one way and the head the other, slowly.
    const talk = speaking ? wobble(t, 0.83, 1.37, 2.3) * calm : 0;
    this.breath = Math.sin(t * 1.55 + 0.5 * Math.sin(t * 0.23));
    ease("energy", energy, 9);
    ease("gazeX", clamp((move.gazeX ?? 0) * away * aside + card[0] + (state.gazeX ?? 0) + (ex.gazeX ?? 0) + aim + this.look.x + (state.scan ? Math.sin(t * 2.6) * 0.22 : 0)), 16);
    ease("gazeY", clamp((move.gazeY ?? 0) * away + card[1] + (state.gazeY ?? 0) + (ex.gazeY ?? 0) + (aim ? 0.7 : 0) + this.look.y), 16);
    const tilt = 1.2 - stance.lean * 1.1 + (state.tilt ?? 0) + (ex.tilt ?? 0) + (move.tilt ?? 0) + aim * 1.5;
    const drift = wobble(t, 0.43, 0.71, 1.13) * 2.2 * calm + (speaking ? wobble(t, 1.7, 2.9, 4.1) * 1.6 * calm : 0);
    ease("tilt", clamp(tilt + drift - talk * 2, 6.5), 4);
    ease("turn", clamp(wobble(t, 0.31, 0.53, 0.97) * 0.9 * calm + (speaking ? wobble(t, 1.1, 2.3, 3.7) * 0.7 * calm : 0) + s.gazeX * 0.9 + stance.turn + (move.turn ?? 0) * aside + head.turn - talk * 0.6, 2.3), 5);
    ease("nod", (state.nod ?? 0) + (ex.nod ?? 0) + wobble(t, 0.37, 0.83, 1.51) * 0.5 * calm + this.beat * 1.5 + s.energy * 0.8 + s.gazeY * 0.8 + head.nod, 12);
    ease("lean", stance.lean + (move.lean ?? 0) + (state.lean ?? 0) + wobble(t, 0.27, 0.49, 0.77) * 0.6 * calm + sway * 0.7 + talk * 0.8 + (point ? (point.side === "left" ? -0.8 : 0.8) : 0), 2.4);
    ease("twist", clamp(stance.turn * 9 + (move.turn ?? 0) * 8 + s.gazeX * 3 + (point ? (point.side === "left" ? -5 : 5) : 0) + (move.toCard ? this.toCard()[0] * 5 : 0) + talk * 8, 9), 2.6);
    ease("hips", clamp((stance.lean + (move.lean ?? 0)) * -1.6 - sway * 0.5 + wobble(t, 0.21, 0.39, 0.61) * -0.5 * calm, 3.4), 1.8);
    ease("leanX", stance.x + (move.x ?? 0) + sway * 5 + (speaking ? wobble(t, 0.67, 1.19, 1.93) * 7 * calm : 0) + wobble(t, 0.21, 0.39, 0.61) * 6 * calm, 2.2);
    ease("leanY", head.drop * 0.4 + Math.abs(stance.x) * 0.25 - (move.lift ?? 0) - Math.abs(Math.sin(age * 0.0052)) * (this.still ? 0 : (move.bob ?? 0)), 6);
    ease("lids", (state.lids ?? 0) + ex.lids + Math.max(0, s.gazeY) * 0.1, 10);
    ease("cheek", move.mood ? Math.max(ex.cheek, EXPRESSIONS[move.mood].cheek) : ex.cheek, 7);
    ease("brow", (move.mood ? Math.max(ex.brow, EXPRESSIONS[move.mood].brow) : ex.brow) + (state.brow ?? 0) + this.beat * 0.18, 10);
    // The hair is a pendulum that the head drags along.
    const pull = this.still ? -s.hair * 26 : (-s.tilt * 0.5 - s.turn * 0.5 - s.hair) * 26 + wobble(t, 0.9, 1.37, 2.1) * 18;
    this.hairSpeed = (this.hairSpeed + pull * (dt / 1000)) * Math.exp((-2.4 * dt) / 1000);
    s.hair += this.hairSpeed * (dt / 1000);
  }

  /** Where the eyes go to look at the card; the middle when there is none. */
  toCard() {
    if (!this.card) return [0, 0];
    return [clamp((this.card[0] - EYES[0]) / 320), clamp((this.card[1] - EYES[1]) / 520, 0.9)];
  }

  headMove(now) {
    const out = { nod: 0, turn: 0, drop: 0, eyes: 0 };
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
    const busy = this.still || speaking || this.point || this.moves.length > 0 || !AT_EASE.has(this.state);
    if (busy || !this.fidgetAt) this.fidgetAt = now + 1400 + this.draw() * 2000;
    else if (now > this.fidgetAt) this.gesture(this.pick("fidget", FIDGETS), now);
  }

  /** Shifts her weight, and the arms that rest, from time to time. */
  stand(now, state) {
    const held = this.still || state.calm || this.point || this.moves.some((m) => m.move.arms);
    if (now < this.stanceUntil || (held && this.stanceUntil)) return;
    this.stance = this.stanceUntil ? this.pick("stance", STANCES) : STANCES[0];
    this.stanceUntil = now + 6000 + this.draw() * 6000;
  }

  /** Mostly she looks at us; now and then at the chat below, the card, or nowhere. */
  wander(now, speaking) {
    if (now < this.look.until) return;
    const where = this.draw();
    const share = speaking ? 0.6 : 1;
    const near = () => (this.draw() - 0.5) * 0.12;
    if (where < 0.17 * share) this.look = { x: -0.6 + near(), y: 0.6, until: now + 700 + this.draw() * 900 };
    else if (where < 0.33 * share && this.card) this.look = { x: this.toCard()[0], y: this.toCard()[1], until: now + 600 + this.draw() * 900 };
    else if (where < 0.45 * share) this.look = { x: (this.draw() - 0.5) * 1.1, y: (this.draw() - 0.6) * 0.5, until: now + 350 + this.draw() * 600 };
    else this.look = { x: near(), y: near(), until: now + 1100 + this.draw() * 2600 };
    if (Math.abs(this.look.x) > 0.2 && this.draw() < 0.35) this.blinking.at = Math.min(this.blinking.at, now);
  }

  blinks(now) {
    const { at, ms, deep } = this.blinking;
    const p = (now - at) / ms;
    this.blink = deep * (p < 0 ? 0 : p < 0.35 ? smooth(p / 0.35) : p < 0.5 ? 1 : p < 1 ? 1 - smooth((p - 0.5) * 2) : 0);
    if (p < 1) return;
    // Quick, slow, or twice in a row; never by halves, which looks drowsy.
    const kind = this.draw();
    const next = kind < 0.14 ? 150 : 1500 + this.draw() * 4200;
    this.blinking = { at: now + next, ms: kind > 0.9 ? 240 : 150 + this.draw() * 40, deep: 1 };
  }
}
