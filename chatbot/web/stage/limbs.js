// Both arms from moment to moment: which pose each takes, and how it gets there. Numbers only.
import { HANDS, NARROW, RESTS, ROOMY, TALKS } from "./poses.js";
import { bend, height } from "./reach.js";

const MOVE_MS = 460;
const STANCE_MS = 860;
const TALK_MS = 600;
const DROP_MS = 300; // out of the way of the arm that points
const THRUST_MS = 200; // in which a finger leaves what it points at
const SHRUG = 11; // how far a shoulder rises with its hand
const SIDES = ["left", "right"];
const CLASP = { left: "clasp", right: "clasp_over" };
const AT_REST = /^(clasp|fold|pocket)/;
const MIDDLE = 385; // wrists beyond this lie before her middle, where two hands would tangle
const isClasp = (name) => name.startsWith("clasp");
const smooth = (t) => t * t * (3 - 2 * t);
const clamp = (v, high = 1, low = -high) => Math.max(low, Math.min(high, v));
// Shoulder first, then elbow, wrist last: [start, length] within a movement.
const PHASE = { s: [0, 0.86], us: [0, 0.9], e: [0.05, 0.91], fs: [0.05, 0.91], w: [0.12, 0.88], edge: [0.1, 0.8] };
const NUMBERS = Object.keys(PHASE);
const CARRY = { s: 40, e: 60, w: 60, us: 0.2, fs: 0.25, edge: 0.2 }; // at most this much speed, per movement
// Where on its way a hand changes its drawing: at full speed, a little turned. What belongs to one
// place it drops as it leaves and takes up as it arrives, and is at ease between.
const SWITCH = 0.46;
const LET_GO = { clasp: 0.14, over: 0.14, pocket: 0.3, point: 0.12, point_down: 0.12, point_across: 0.12, hold: 0.12, heart: 0.08, flat: 0.14 };
const TAKE = { clasp: 0.62, over: 0.66, pocket: 0.7, hold: 0.7 };
const WAIT = 0.25; // of a movement: how much later the second of two hands goes that would tangle
const TURNED = 0.8;
const REST = [0.5, 1, 0.2]; // how elbow and wrist live in a pose: degrees, degrees, times a second
const TAP = [0.2, 2.2, 0.9]; // a finger that points
const OUTWARD = 220; // a turn of more than this goes the other way round

export class Arms {
  constructor(pick, draw) {
    this.pick = pick;
    this.draw = draw;
    this.near = "right";
    this.edges = { left: -1000, right: -1000 };
    this.holding = false;
    this.poses = new Map();
    this.ways = { left: way(this.pose("clasp", "left")), right: way(this.pose("clasp_over", "right")) };
    this.names = { ...CLASP };
    this.shoulders = { left: [0, 0], right: [0, 0] };
    this.life = { left: [0, 0], right: [0, 0] };
    this.talk = {};
    this.talkUntil = 0;
  }

  /** `edges` of the picture, as each arm sees them; `near`, `narrow`, `wide` as in layout.js. */
  fit(edges, { near, narrow, wide }) {
    Object.assign(this, { edges, near, narrow, wide });
    this.poses.clear();
  }

  pose(name, side) {
    const key = `${side} ${name}`;
    if (!this.poses.has(key)) this.poses.set(key, { ...bend(HANDS[name], this.edges[side]), edge: HANDS[name].edge ?? 1, name });
    return this.poses.get(key);
  }

  /** The arm that gestures alone: between an app's bars the one away from the upright card. */
  get free() {
    return this.narrow ? "right" : "left";
  }

  /** The arm that holds up a thing: where there is room for it, beside its picture on the card. */
  get carrying() {
    return this.wide ? this.near : this.free;
  }

  /** Whether an arm crosses her body to get there; what it crosses must be out of its way. */
  across(side, [x]) {
    return side === "left" ? x > 600 : x < 400;
  }

  /** The name for `side` in a table by left and right, near and far, free and other, or carry and spare. */
  of(table, side) {
    const names = [side, side === this.near ? "near" : "far", side === this.free ? "free" : "other", side === this.carrying ? "carry" : "spare"];
    return table?.[names.find((name) => name in table)];
  }

  /** Where the newest gesture that uses this arm wants it. */
  asked(moves, side, now) {
    const by = [...moves].reverse().find(({ move }) => this.of(move.arms, side));
    return by && this.of(armsAt(by.move, now - by.from), side);
  }

  /** `moves` newest last; `stance` and `state` are tables of both arms; `point` is under way or null. */
  steer(now, { moves, stance, state, speaking, point }) {
    if (speaking && now > this.talkUntil) {
      this.talk = this.pick("talk", TALKS);
      this.talkUntil = now + 1500 + this.draw() * 2100;
    }
    if (!speaking) this.talk = {};
    const wanted = SIDES.map((side) => {
      if (point?.side === side) return { side, name: "point" };
      const gesture = point ? null : this.asked(moves, side, now);
      const talking = point || state ? null : this.of(this.talk, side);
      const name = this.here(gesture ?? state?.[side] ?? talking ?? stance[side], side, point);
      return { side, name, talking: Boolean(talking), ms: point ? DROP_MS : gesture ? MOVE_MS : talking ? TALK_MS : STANCE_MS };
    });
    // While one hand talks the other does not hang before her as well.
    const talks = wanted.some(({ talking }) => talking);
    for (const each of wanted) if (talks && !each.talking && each.name.startsWith("fold")) each.name = this.here("pocket", each.side, point);
    // One hand alone does not clasp; two before her waist do.
    const alone = wanted.filter(({ name }) => isClasp(name)).length === 1;
    const both = wanted.every(({ name }) => isClasp(name) || name.startsWith("fold"));
    if (alone && !this.parted) this.rest = RESTS[Math.floor(this.draw() * RESTS.length)];
    this.parted = alone;
    for (const { side, name } of wanted) {
      if (both) this.names[side] = isClasp(name) && !alone ? name : CLASP[side];
      else this.names[side] = isClasp(name) ? this.here(talks ? "pocket" : (this.rest ?? "fold"), side, point) : name;
    }
    const second = this.second();
    for (const { side, name, ms } of wanted) {
      // Hands that meet do not swing past their place: they would cross.
      if (name !== "point") this.ways[side].go(this.pose(this.names[side], side), now, alone ? Math.min(ms, MOVE_MS) : ms, !HANDS[this.names[side]].meet, side === second ? WAIT : 0);
    }
  }

  /**
   * Which arm goes second where both set out: the upper hand is the first to leave the middle and the last
   * to come there. Null where they do not tangle, or move as one.
   */
  second() {
    const from = SIDES.map((side) => this.ways[side].goal.name);
    const to = SIDES.map((side) => this.names[side]);
    const tangle = (names) => names.every((name) => (HANDS[name]?.at[0] ?? 0) > MIDDLE);
    if (from.some((name, i) => name === to[i])) return null;
    const as_one = [...from, ...to].every((name) => HANDS[name]?.meet);
    const clasping = to.every(isClasp);
    if (as_one) return clasping && !from.every(isClasp) ? "right" : null;
    return tangle(from) && !clasping ? "left" : tangle(to) ? "right" : null;
  }

  /** What the pose `name` becomes with what the frame and her hands hold. */
  here(name, side, point) {
    const held = !this.holding && name.startsWith("hold") ? "offer" : name;
    if (this.narrow) return NARROW[side][point ? "heed" : held] ?? held;
    return ROOMY[held] ?? held;
  }

  /** One arm's numbers at this moment. */
  at(side, now, { moves, beat, point, still, breath, twist }) {
    const a = this.ways[side].at(now);
    // The shoulder goes along: up with a hand that rises, up with the breath, round with the chest.
    a.y = -SHRUG * clamp((260 - height(a)) / 260, 1, 0) - breath * 3;
    a.x = twist * (side === "left" ? 0.3 : -0.3);
    this.shoulders[side] = [a.x, a.y];
    const thrust = point?.side === side && (now < point.at + 60 || now > point.until - THRUST_MS);
    a.brisk = thrust || this.ways[side].busy(now);
    for (const { move, from } of moves) if (!still && this.of(move.swing, side)) swing(a, move, (now - from) / 1000);
    // A hand that is held up beats with the words.
    if (!AT_REST.test(this.names[side]) && point?.side !== side) {
      const by = HANDS[this.names[side]]?.meet ? 0.2 : 1;
      a.e += beat * 4 * by;
      a.w -= beat * 9 * by;
      if (beat > 0.05) a.brisk = true;
    }
    a.y -= beat * 2;
    const t = now / 1000 + (side === "left" ? 0 : 0.7);
    if (still) return a;
    a.s += Math.sin(t * 1.55) * 0.4;
    this.live(a, side, point?.side === side ? "point" : this.names[side], HANDS[this.names[side]]?.meet ? now / 1000 : t);
    return a;
  }

  /** No hand that is held up stands still: elbow and wrist go on moving a little, the wrist behind. */
  live(a, side, name, t) {
    const [e, w, hz] = name === "point" ? TAP : (HANDS[name].life ?? REST);
    const life = this.life[side];
    life[0] += (e - life[0]) * 0.12;
    life[1] += (w - life[1]) * 0.12;
    const at = t * Math.PI * 2 * hz;
    a.e += Math.sin(at) * life[0] + Math.sin(t * 0.9) * 0.6;
    a.w += Math.sin(at - 0.9) * life[1] + Math.sin(t * 0.67 + 1) * life[1] * 0.5;
  }
}

/** The arms that a gesture asks for at its age: its own, then what follows in `then`. */
const armsAt = ({ arms, then = [] }, age) => then.reduce((now, [at, next]) => (age < at ? now : { ...now, ...next }), arms);

function swing(a, move, age) {
  const { swing: by } = move;
  const swell = clamp(Math.min((age - 0.4) * 4, (move.ms / 1000 - age - 0.1) * 4), 1, 0);
  if (swell > 0) a.brisk = true;
  const phase = Math.sin((age - 0.4) * Math.PI * 2 * by.hz);
  // Hands that meet only ever part from where they touch; a waving hand drags behind its arm.
  const e = (by.meet ? Math.abs(phase) : phase) * by.by * swell;
  a.e += e;
  a.w += by.meet ? -e * 0.75 : Math.sin((age - 0.4) * Math.PI * 2 * by.hz - 0.9) * by.by * 0.55 * swell;
}

/** How broad a hand looks that changes its drawing at `at`: it turns a little before and after. */
const turning = (p, at) => TURNED + (1 - TURNED) * clamp(Math.abs(p - at) / Math.min(0.2, at), 1, 0);

/** The way of an arm from one pose to the next; the hand changes its shape on the way. */
function way(first) {
  let from = { ...first };
  let to = first;
  let start = 0;
  let ms = 1;
  let soft = false;
  let speed = null; // of a movement that this one takes over
  const at = (now) => {
    const p = clamp((now - start) / ms, 1, 0);
    const changes = from.hand !== to.hand;
    const other = changes || Boolean(from.flip) !== Boolean(to.flip);
    const take = (changes && TAKE[to.hand]) || SWITCH;
    const drop = Math.min(take, (changes && LET_GO[from.hand]) || SWITCH);
    const shown = p < drop ? from : p < take ? { hand: "relax", flip: from.flip } : to;
    const turned = other ? Math.min(turning(p, drop), turning(p, take)) : 1;
    const out = { hand: shown.hand, flip: shown.flip, thin: Math.min(turned, (from.thin ?? 1) + p * 4) };
    for (const key of NUMBERS) {
      const [lag, long] = PHASE[key];
      const begin = speed ? 0 : lag;
      const q = clamp((p - begin) / (lag + long - begin), 1, 0);
      // A slight start the other way, and a swing past the end that settles; it slows for longer than it starts.
      const ease = smooth(1 - (1 - q) ** 1.25) - (soft ? 0.04 * Math.sin(2 * Math.PI * q) * Math.sin(Math.PI * q) : 0);
      out[key] = from[key] + (to[key] - from[key]) * ease + (speed ? speed[key] * q * (1 - q) ** 2 : 0);
    }
    return out;
  };
  const speedAt = (now, length) => {
    if (now >= start + ms) return null;
    const [one, two] = [at(now - 20), at(now)];
    return Object.fromEntries(NUMBERS.map((key) => [key, clamp(((two[key] - one[key]) / 20) * length, CARRY[key])]));
  };
  return {
    at,
    get goal() {
      return to;
    },
    busy: (now) => now < start + ms + 60,
    /** `wait`: how much later than at once, of `length`; an arm under way slows down instead. */
    go(pose, now, length, settle = false, wait = 0) {
      if (pose === to) return;
      const seen = at(now);
      speed = speedAt(now, length);
      from = seen;
      const turn = pose.e - from.e;
      if (Math.abs(turn) > OUTWARD) from.e += 360 * Math.sign(turn);
      const late = length * wait;
      [to, start, ms, soft] = [pose, speed ? now : now + late, speed ? length + late : length, settle];
    },
  };
}
