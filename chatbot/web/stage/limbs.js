// Both arms from moment to moment: which pose each takes, and how it gets there. Numbers only.
import { HANDS, NARROW, TALKS, WIDE } from "./poses.js";
import { bend } from "./reach.js";

const MOVE_MS = 520;
const STANCE_MS = 980;
const TALK_MS = 640;
const SIDES = ["left", "right"];
const smooth = (t) => t * t * (3 - 2 * t);
const clamp = (v, high = 1, low = -high) => Math.max(low, Math.min(high, v));
// Shoulder first, then elbow, wrist last: [start, length] within a movement.
const PHASE = { s: [0, 0.86], us: [0, 0.9], e: [0.05, 0.91], fs: [0.05, 0.91], w: [0.15, 0.85], turn: [0, 1] };
const NUMBERS = ["s", "e", "w", "us", "fs"];
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
    this.names = { left: "clasp", right: "clasp_over" };
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
    if (!this.poses.has(key)) this.poses.set(key, { ...bend(HANDS[name], this.edges[side]), turn: HANDS[name].turn, lift: Boolean(HANDS[name].lift) });
    return this.poses.get(key);
  }

  /** The name for `side` in a table by left and right, or by near and far. */
  of(table, side) {
    return table?.[side] ?? table?.[side === this.near ? "near" : "far"];
  }

  /** `moves` newest last; `stance` and `state` are tables of both arms; `point` is under way or null. */
  steer(now, { moves, stance, state, speaking, point }) {
    if (speaking && now > this.talkUntil) {
      this.talk = this.pick("talk", TALKS);
      this.talkUntil = now + 1500 + this.draw() * 2100;
    }
    if (!speaking) this.talk = {};
    for (const side of SIDES) {
      if (point?.side === side) {
        this.names[side] = "point";
        continue;
      }
      const gesture = point ? null : this.of([...moves].reverse().find(({ move }) => this.of(move.arms, side))?.move.arms, side);
      const talking = point || state ? null : this.of(this.talk, side);
      let name = gesture ?? state?.[side] ?? talking ?? stance[side];
      if (!this.holding && name.startsWith("hold")) name = "offer";
      if (this.wide) name = WIDE[name] ?? name;
      if (this.narrow) name = point ? "hang" : (NARROW[side][name] ?? name);
      const calm = !gesture && !talking;
      this.names[side] = name;
      this.ways[side].go(this.pose(name, side), now, gesture ? MOVE_MS : talking ? TALK_MS : calm ? STANCE_MS : MOVE_MS, true);
    }
  }

  /** One arm's numbers at this moment. */
  at(side, now, { moves, beat, point, still }) {
    const a = this.ways[side].at(now);
    a.brisk = this.ways[side].busy(now);
    for (const { move, from } of moves) if (!still) swing(a, move, side, (now - from) / 1000);
    if (this.of(this.talk, side) && !point) {
      a.e -= beat * 6;
      a.w += beat * 5;
    }
    const t = now / 1000 + (side === "left" ? 0 : 0.7);
    if (!still) {
      a.s += Math.sin(t * 1.55) * 0.4;
      a.e += Math.sin(t * 0.9) * 0.7;
    }
    return a;
  }
}

function swing(a, move, side, age) {
  const { swing: by } = move;
  if (!by || (by.side !== "both" && by.side !== side)) return;
  const swell = clamp(Math.min((age - 0.4) * 4, (move.ms / 1000 - age - 0.1) * 4), 1, 0);
  if (swell > 0) a.brisk = true;
  const phase = Math.sin((age - 0.4) * Math.PI * 2 * by.hz);
  // Hands that meet only ever part from where they touch; a waving hand drags behind its arm.
  const e = (by.meet ? Math.abs(phase) : phase) * by.by * swell;
  a.e += e;
  a.w += by.meet ? -e * 0.75 : Math.sin((age - 0.4) * Math.PI * 2 * by.hz - 0.9) * by.by * 0.55 * swell;
}

/** The way of an arm from one pose to the next; the hand changes its shape on the way. */
function way(first) {
  let from = { ...first };
  let to = first;
  let start = 0;
  let ms = 1;
  let soft = false;
  const at = (now) => {
    const p = clamp((now - start) / ms, 1, 0);
    // It comes before the card once it is up, and is behind it again before it sinks.
    const out = { lift: Boolean(p > 0.6 ? to.lift : from.lift && (to.lift || p < 0.2)), hand: to.hand, flip: p < 0.42 ? from.flip : to.flip, was: from.hand, mix: from.hand === to.hand ? 1 : clamp((p - 0.3) / 0.22, 1, 0) };
    for (const key of NUMBERS) {
      const [begin, long] = PHASE[key];
      const q = clamp((p - begin) / long, 1, 0);
      // A slight start the other way, and a swing past the end that settles.
      const ease = smooth(q) - (soft ? 0.045 * Math.sin(2 * Math.PI * q) * Math.sin(Math.PI * q) : 0);
      out[key] = from[key] + (to[key] - from[key]) * ease;
    }
    return out;
  };
  return {
    at,
    get goal() {
      return to;
    },
    busy: (now) => now < start + ms + 60,
    go(pose, now, length, settle = false) {
      if (pose === to) return;
      const seen = at(now);
      from = { ...seen, hand: seen.mix < 0.5 ? seen.was : seen.hand };
      const turn = pose.e - from.e;
      if (Math.abs(turn) > OUTWARD) from.e += 360 * Math.sign(turn);
      [to, start, ms, soft] = [pose, now, length, settle];
    },
  };
}
