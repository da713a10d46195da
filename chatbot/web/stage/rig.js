// Puts the art on bones, and turns a pose (plain numbers) into transforms.
import * as arms from "./art/arms.js";
import * as body from "./art/body.js";
import * as face from "./art/face.js";
import * as hair from "./art/hair.js";
import { HAIR, JADE } from "./art/tones.js";
import { Bone } from "./bones.js";
import { Mouth } from "./mouth.js";

const HIP = [500, 1180];
const SET = 12; // the head as drawn sits this much too high
const SHUT = 0.72; // from here on the lashes of the closed eye are shown
const RAD = Math.PI / 180;

export class Rig {
  /** `behind` holds all but the forearms; these lie in `before.left` and `before.right`, over the card while they point. */
  constructor(behind, before, light) {
    this.light = light;
    this.roots = [new Bone(behind, "root"), new Bone(before.left, "root-left"), new Bone(before.right, "root-right")];
    this.hosts = [behind, before.left, before.right];
    const root = this.roots[0];

    this.back = root.child("hair-back", face.NECK);
    this.back.draw([306, 110, 400, 600], hair.back());
    this.chest = root.child("chest", HIP);
    this.chest.draw([236, 390, 528, 1140], body.skirt() + body.neck() + body.torso());
    this.chests = [this.chest, ...this.roots.slice(1).map((front) => front.child("chest-front", HIP))];
    this.arms = { left: this.buildArm(this.chests[1], false), right: this.buildArm(this.chests[2], true) };
    this.buildHead(root);
  }

  buildHead(root) {
    this.head = root.child("head", face.NECK);
    const mask = this.head.child("face", face.NECK);
    this.face = mask;
    mask.draw([396, 256, 208, 70], face.whites());
    this.irises = mask.child("irises", [500, 292]);
    this.irises.draw([410, 260, 180, 66], face.EYES.map(face.iris).join(""));
    this.lids = [false, true].map((mirror) => {
      const bone = mask.child(mirror ? "lid-right" : "lid-left", [500, 266], mirror);
      bone.draw([388, 150, 110, 126], face.lid());
      return bone;
    });
    this.lidEdges = [false, true].map((mirror) => {
      const bone = mask.child("lid-side", [500, 306], mirror).child("lid-edge", [442, 306]);
      bone.draw([388, 268, 110, 43], face.lidEdge());
      return bone;
    });
    const skin = mask.child("skin", [500, 292]);
    skin.draw([366, 96, 268, 356], face.skin());
    this.features = mask.child("features", face.NECK);
    this.features.draw([396, 250, 208, 200], face.nose() + face.philtrum());
    this.mouth = new Mouth(this.features.child("mouth", face.MOUTH), face.MOUTH);
    this.eyes = [false, true].map((mirror) => {
      const bone = this.features.child(mirror ? "eye-right" : "eye-left", [442, 300], mirror);
      bone.pivot = [500, 306];
      const make = (name, markup) => {
        const b = bone.child(name, [442, 306]);
        b.draw([386, 246, 104, 84], markup);
        return b;
      };
      return { lower: make("lower", face.lowerLashes()), open: make("open", face.lashes()), shut: make("shut", face.shutLashes()), smile: make("smile", face.smileLashes()) };
    });
    this.brows = [false, true].map((mirror) => {
      const holder = this.features.child("brow", [500, 242], mirror);
      const bone = holder.child("brow-art", [440, 242]);
      bone.draw([394, 226, 92, 32], face.brow());
      return bone;
    });
    this.locks = [
      this.head.child("fall-left", [518, 66]),
      this.head.child("fall-right", [518, 66]),
      this.head.child("fringe", [518, 90]),
    ];
    this.locks[0].draw([280, 34, 248, 770], hair.fallLeft());
    this.locks[1].draw([508, 34, 258, 862], hair.fallRight());
    this.locks[2].draw([348, 60, 348, 344], hair.fringe() + hair.orchid(646, 200) + face.earring(389, 346) + face.earring(611, 346));
  }

  /** Upper arm beneath the hair, forearm and hands in front: two chains that move as one. */
  buildArm(front, mirror) {
    const chain = (parent) => {
      const holder = parent.child("arm-side", [500, 0], mirror);
      holder.move();
      return holder.child("shoulder", arms.SHOULDER);
    };
    const rim = mirror ? JADE.rim : HAIR.cool;
    const shoulders = [chain(this.chest), chain(front)];
    const upper = shoulders[0].child("upper", arms.SHOULDER);
    const elbow = shoulders[1].child("elbow", arms.ELBOW);
    const fore = elbow.child("fore", arms.ELBOW);
    const wrist = elbow.child("wrist", arms.WRIST);
    const hands = {};
    for (const [name, draw] of Object.entries(arms.HANDS)) {
      const hand = wrist.child(`hand-${name}`, arms.WRIST);
      const [x, y] = arms.WRIST;
      hand.draw([x - 90, y - 20, 180, name === "hold" ? 270 : 210], draw());
      hand.fade(name === "relax" ? 1 : 0);
      hands[name] = hand;
    }
    const tip = hands.point.pin([arms.WRIST[0] + 20, arms.WRIST[1] + arms.HAND - 4]);
    upper.draw([230, 550, 150, 420], arms.upper(rim));
    fore.draw([240, 860, 130, 360], arms.fore(rim));
    return { shoulders, upper, elbow, fore, wrist, hands, tip, hand: "relax" };
  }

  place(spot) {
    this.u = spot.u;
    for (const host of this.hosts) {
      host.style.left = `${spot.x}px`;
      host.style.top = `${spot.y}px`;
    }
    for (const root of this.roots) root.place(spot.u);
  }

  /**
   * Applies a pose; see motion.js for its numbers. With `all` false only what moves fast moves: eyes
   * and gesturing arms. Without a GPU every other frame is such a one, and the large layers keep to
   * whole pixels: a layer that is not turned or stretched is copied, not resampled.
   */
  pose(p, all) {
    if (all) this.poseBody(p);
    this.poseEyes(p);
    for (const side of ["left", "right"]) if (all || p[side].brisk) this.poseArm(this.arms[side], p[side]);
  }

  poseBody(p) {
    const whole = (v) => (this.light ? Math.round(v * this.u) / this.u : v);
    const lean = this.light ? 0 : p.lean;
    const x = whole(p.leanX);
    const y = whole(p.leanY - p.breath * 2.2);
    for (const chest of this.chests) chest.move(x, y, lean);
    // The head hangs on the chest: follow the chest's turn about the hip at the neck's height.
    const hx = x + Math.sin(lean * RAD) * (HIP[1] - face.NECK[1]) + p.headX;
    const hy = y - p.breath * 0.8 + p.headY + SET;
    this.head.move(hx, hy, p.tilt);
    this.back.move(hx - p.turn * 2, hy, p.tilt * 0.8);
    this.face.move(p.turn * 3, p.nod * 2.2, 0);
    this.features.move(p.turn * 4.5, p.nod * 3.2, 0);
    this.locks[2].move(p.turn * 3, p.nod * 1.6, p.hair * 0.2);
    this.locks[0].move(p.turn * 0.8, p.nod * 0.6, -p.tilt * 0.28 + p.hair * 0.6);
    this.locks[1].move(p.turn * 0.8, p.nod * 0.6, -p.tilt * 0.28 + p.hair * 0.7);
  }

  poseEyes(p) {
    this.irises.move(p.gazeX * 9, p.gazeY * 6, 0);
    [p.lidL, p.lidR].forEach((lid, i) => {
      const open = 1 - lid;
      const shut = lid > SHUT;
      // The lash line sinks about the corners of the eye; the lid follows with its bow and its block.
      const tall = open + p.wide * 0.1;
      this.lidEdges[i].move(0, lid * 8, 0, 1, tall);
      this.lidEdges[i].fade(lid > 0.02 && !shut ? 1 : 0);
      this.lids[i].move(0, shut ? 44 : 30 - 34 * tall + lid * 8, 0);
      this.lids[i].fade(lid > 0.02 ? 1 : 0);
      const eye = this.eyes[i];
      const smiling = p.grin * lid > 0.45;
      eye.open.move(0, lid * 8, 0, 1, tall);
      eye.open.fade(shut ? 0 : 1);
      eye.lower.fade(shut && smiling ? 0 : 1);
      eye.shut.fade(shut && !smiling ? 1 : 0);
      eye.smile.fade(shut && smiling ? 1 : 0);
    });
    this.brows[0].move(0, -p.brow * 9, -p.browTilt * 9);
    this.brows[1].move(0, -(p.brow + p.browSkew) * 9, -p.browTilt * 9);
  }

  poseArm(arm, a) {
    const { UPPER, FORE } = arms;
    for (const shoulder of arm.shoulders) shoulder.move(0, 0, a.s);
    arm.upper.move(0, 0, 0, 1, a.us);
    arm.elbow.move(0, -UPPER * (1 - a.us), a.e);
    arm.fore.move(0, 0, 0, 1, a.fs);
    arm.wrist.move(0, -FORE * (1 - a.fs), a.w, a.flip ? -1 : 1, 1);
    if (a.hand !== arm.hand) {
      arm.hands[arm.hand].fade(0);
      arm.hands[a.hand].fade(1);
      arm.hand = a.hand;
    }
  }

  /** Page point of the tip of that side's pointing finger. */
  fingertip(side) {
    const { left, top } = this.arms[side].tip.getBoundingClientRect();
    return [left, top];
  }

  /** Rig coordinates of a page point. */
  local(x, y, spot) {
    return [(x - spot.x) / spot.u, (y - spot.y) / spot.u];
  }
}

const turn = (degrees) => ((degrees + 540) % 360) - 180;
const angle = (x, y) => Math.atan2(-x, y) / RAD; // 0 hangs down, positive swings outward

/** Arm numbers that bring the left arm's fingertip to (x, y) rig units, or as near as looks easy. */
export function reach(x, y) {
  const aim = angle(x - arms.SHOULDER[0], y - arms.SHOULDER[1]);
  let best = null;
  // The hand need not lie in line with the shoulder: take the direction that bends the wrist least.
  for (let off = -90; off <= 90; off += 10) {
    const tried = arm(x, y, aim + off);
    if (!best || tried.cost + Math.abs(off) / 110 < best.cost) best = { ...tried, cost: tried.cost + Math.abs(off) / 110 };
  }
  return best.pose;
}

function arm(x, y, point) {
  const { SHOULDER, UPPER, FORE, HAND } = arms;
  const [hx, hy] = [-Math.sin(point * RAD), Math.cos(point * RAD)];
  let wx = x - SHOULDER[0] - hx * (HAND - 4);
  let wy = y - SHOULDER[1] - hy * (HAND - 4);
  const far = Math.hypot(wx, wy) || 1;
  const span = Math.max(90, Math.min(far, (UPPER + FORE) * 0.95));
  [wx, wy] = [(wx * span) / far, (wy * span) / far];
  const [ux, uy] = [wx / span, wy / span];
  // An arm that comes toward the viewer looks shorter.
  const k = Math.max(0.66, Math.min(1, span / (0.86 * (UPPER + FORE))));
  const [a, b] = [UPPER * k, FORE * k];
  const along = (a * a + span * span - b * b) / (2 * span);
  const out = Math.sqrt(Math.max(0, a * a - along * along));
  // Of the two places for the elbow, the outer one; for a reach outward the lower one.
  const side = x - SHOULDER[0] > -40 ? 1 : -1;
  const ex = ux * along - side * uy * out;
  const ey = uy * along + side * ux * out;
  // An elbow beyond the picture's edge would look cut off.
  const outside = Math.max(0, 96 - SHOULDER[0] - ex);
  const s = angle(ex, ey);
  const f = angle(wx - ex, wy - ey);
  const bend = turn(point - f);
  const w = Math.max(-58, Math.min(58, bend));
  const cost = Math.abs(bend) / 50 + Math.max(0, 190 - far) / 60 + Math.max(0, ey < 40 ? 1 : 0) + Math.max(0, Math.abs(bend) - 58) / 8 + outside / 60;
  return { cost, pose: { s, e: turn(f - s), w, us: k, fs: k, hand: "point", flip: x - SHOULDER[0] < -40 } };
}
