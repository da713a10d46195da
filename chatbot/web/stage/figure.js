// What every avatar is to the page, and which one this show has. The drawn host is rig.js; here are
// the parts that the others share: a jaw that follows the lip shapes, and a place to stand.

const OF_TWO = 0.8; // how much smaller each of two hosts stands
const CARD_FOOT = 24; // of stage.css: how far above the safe area's end the low card's foot is, units

/** A mouth without lips: how far it is open and how round, as mouth.js counts them. */
export class Jaw {
  constructor() {
    this.now = { o: 0, r: 0, p: 0 };
  }

  get open() {
    return this.now.o;
  }

  /** What is not `heard`, such as a grin, opens no mouth. */
  step(shape, smile, gain, heard) {
    for (const k of Object.keys(this.now)) this.now[k] += ((heard ? shape[k] : 0) - this.now[k]) * gain;
  }
}

/** The pixels [left, top, width, height] of a picture `ratio` (width / height) standing in the frame. */
export function seat(spot, ratio, { size = 1, x = 0, y = 0 } = {}) {
  const { width, height, safe, unit, wide, narrow } = spot;
  const top = wide ? height * 0.09 : safe.top + spot.label * 2.2;
  // In a tall frame it ends behind the card, in a wide one at the frame's edge.
  const low = wide || narrow ? height : safe.bottom - CARD_FOOT * unit;
  const tall = Math.min(low - top, (width * (wide ? 0.6 : 0.98)) / ratio) * size * (spot.second ? OF_TWO : 1);
  const middle = spot.x + 500 * spot.u + x * width; // where the drawn host would stand
  return [middle - (tall * ratio) / 2, low - tall + y * height, tall * ratio, tall];
}

/** Which way a pointing picture must look: true when its finger goes away from the target. */
export const turned = (points, target, middle) => (points === "right" ? target < middle : target > middle);

/** What is pointed at just now, while the finger is there; null before and after. */
export function pointingNow(motion, now, early_ms = 40) {
  const { point } = motion;
  return point && now >= point.at - early_ms && now < point.until - 120 ? point : null;
}

/** The show's avatar: {type, files, …}; the drawn host where nothing else is said. */
export async function lookOf() {
  try {
    const answer = await fetch("/avatar.json");
    return answer.ok ? await answer.json() : { type: "svg" };
  } catch {
    return { type: "svg" };
  }
}

/** Nobody: a page for the sound alone. */
class Nobody {
  constructor() {
    this.mouth = new Jaw();
    this.gestures = [];
    this.expressions = [];
    this.lipsync = "none";
  }

  place() {}
  pose() {}
  hold() {}
  local = (x, y, spot) => [(x - spot.x) / spot.u, (y - spot.y) / spot.u];
  fingertip = () => [0, 0];
}

/**
 * The body that stands on the stage. Each has `mouth`, `place(spot)`, `pose(numbers, all)`, `hold(markup)`,
 * `local(x, y, spot)`, `fingertip(side)` and, where it cannot do all that the rig can, `gestures`,
 * `expressions` and `lipsync`, as a hello says them. It is ready when this resolves. Where it fails the
 * drawn host stands in, and says why as its `trouble`.
 */
export async function bodyFor(look, { behind, hands, light, alone, motion, only }) {
  if (only) return new Nobody();
  const made = { png: ["./pictures.js", "Pictures"], clips: ["./clips.js", "Clips"], vrm: ["./model.js", "Model"] }[look.type];
  let trouble = null;
  if (made) {
    try {
      const body = new (await import(made[0]))[made[1]](behind, look, { light, motion });
      await body.ready;
      return body;
    } catch (error) {
      trouble = `the avatar cannot be shown, the drawn host stands in: ${error.message ?? error}`.slice(0, 300);
      behind.replaceChildren();
    }
  }
  const { Rig } = await import("./rig.js");
  const rig = new Rig(behind, hands, { light, alone });
  rig.trouble = trouble;
  return rig;
}
