// The geometry of an arm: which angles bring a hand where it is wanted. Numbers only: no DOM here.
// All for her right arm, on the left of the picture; the other is its mirror about x = 500.
import { ASIDE, FORE, HAND, SHOULDER, UPPER } from "./art/arms.js";
import { SIZES } from "./art/hands.js";

const RAD = Math.PI / 180;
const turn = (degrees) => ((degrees + 540) % 360) - 180;
const angle = (x, y) => Math.atan2(-x, y) / RAD; // 0 hangs down, positive swings outward
const along = (degrees) => [-Math.sin(degrees * RAD), Math.cos(degrees * RAD)];
const MARGIN = 18;
/** The body leans about this point. */
export const HIP = [500, 1180];

/** A point of the picture in the frame of a body that moved by `x`, `y` and leans. */
export function inBody([px, py], { x, y, lean }) {
  const [dx, dy] = [px - x - HIP[0], py - y - HIP[1]];
  const [c, s] = [Math.cos(-lean * RAD), Math.sin(-lean * RAD)];
  return [HIP[0] + dx * c - dy * s, HIP[1] + dx * s + dy * c];
}

/** How far beneath its shoulder an arm of these numbers has its wrist. */
export const height = ({ s, e, us, fs }) => UPPER * us * Math.cos(s * RAD) + FORE * fs * Math.cos((s + e) * RAD);

/** Arm numbers that bring the fingertip to (x, y) rig units, or as near as looks easy. */
export function reach(x, y) {
  const aim = angle(x - SHOULDER[0], y - SHOULDER[1]);
  let best = null;
  // The hand need not lie in line with the shoulder: take the direction that bends the wrist least.
  for (let off = -90; off <= 90; off += 10) {
    const tried = pointing(x, y, aim + off);
    const cost = tried.cost + Math.abs(off) / 110;
    if (!best || cost < best.cost) best = { cost, pose: tried.pose, way: aim + off };
  }
  return best;
}

/** The same with the finger's direction given: while she sways, the finger stays where it is. */
export function pointing(x, y, way) {
  // Of the two places for the elbow, the outer one; for a reach outward, unless it is steep, the lower one.
  const outward = x - SHOULDER[0] < -40 && y - SHOULDER[1] < 2 * (SHOULDER[0] - x);
  const [hx, hy] = along(way);
  const aside = outward ? -ASIDE : ASIDE;
  let wx = x - SHOULDER[0] - hx * (HAND - 4) - hy * aside;
  let wy = y - SHOULDER[1] - hy * (HAND - 4) + hx * aside;
  const far = Math.hypot(wx, wy) || 1;
  const span = Math.max(90, Math.min(far, (UPPER + FORE) * 0.95));
  [wx, wy] = [(wx * span) / far, (wy * span) / far];
  // An arm that comes toward the viewer looks shorter.
  const k = Math.max(0.77, Math.min(1, span / (0.96 * (UPPER + FORE))));
  const { s, f, ex, ey } = elbow(wx, wy, UPPER * k, FORE * k, outward ? -1 : 1);
  // An elbow beyond the picture's edge would look cut off.
  const outside = Math.max(0, 96 - SHOULDER[0] - ex);
  const bend = turn(way - f);
  const w = Math.max(-58, Math.min(58, bend));
  const cost = Math.abs(bend) / 50 + Math.max(0, 190 - far) / 60 + Math.max(0, ey < 40 ? 1 : 0) + Math.max(0, Math.abs(bend) - 58) / 8 + outside / 60;
  return { cost, pose: { s, e: turn(f - s), w, us: k, fs: k, edge: 1, hand: outward ? "point" : Math.abs(turn(way)) > 38 ? "point_across" : "point_down", flip: outward } };
}

function elbow(wx, wy, a, b, side) {
  const far = Math.hypot(wx, wy) || 1;
  const span = Math.max(Math.abs(a - b) + 6, Math.min(far, a + b - 3));
  const [ux, uy] = [wx / far, wy / far];
  const near = (a * a + span * span - b * b) / (2 * span);
  const out = Math.sqrt(Math.max(0, a * a - near * near));
  const ex = ux * near - side * uy * out;
  const ey = uy * near + side * ux * out;
  return { s: angle(ex, ey), f: angle(ux * span - ex, uy * span - ey), ex, ey };
}

/**
 * Arm numbers for a hand with its wrist `at` [x, y] that is turned `turn` degrees; `us` and `fs` shorten
 * upper arm and forearm, `fold` -1 keeps the elbow in. The hand stays right of `edge`.
 */
export function bend({ at: [x, y], turn: held, hand, us = 1, fs = 0.85, fold = 1, flip = false }, edge) {
  const [long, half] = SIZES[hand];
  const [hx] = along(held);
  const inside = Math.max(0, edge + MARGIN - (Math.min(x, x + hx * long) - half));
  const { s, f } = elbow(x + inside - SHOULDER[0], y - SHOULDER[1], UPPER * us, FORE * fs, fold);
  let e = turn(f - s);
  // An elbow folds across the body: so a hand rises before the chest, not behind the back.
  if (e > 90) e -= 360;
  return { s, e, w: turn(held - f), us, fs, hand, flip };
}
