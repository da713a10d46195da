// Puts the art on bones, and turns a pose (plain numbers) into transforms.
import * as arms from "./art/arms.js";
import * as body from "./art/body.js";
import * as face from "./art/face.js";
import * as hair from "./art/hair.js";
import * as hands from "./art/hands.js";
import { HAIR, JADE } from "./art/tones.js";
import { Bone } from "./bones.js";
import { Mouth } from "./mouth.js";
import { HIP } from "./reach.js";

const SET = 12; // the head as drawn sits this much too high
const THING = [200, 215]; // its picture, rig units
const GRASP = [arms.WRIST[0] - 160, arms.WRIST[1] - 160, 320, 320]; // a hand that holds something
const SHUT = 0.42; // from here on the eye is drawn shut: nobody is seen with half an iris
const RAD = Math.PI / 180;
const bent = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;

export class Rig {
  /**
   * `behind` holds all but the forearms; these lie in `before.left` and `before.right`, over the card while
   * they point. `light`: drawn without a GPU; `alone`: on nothing that could take a shadow; `tint`: its colours.
   */
  constructor(behind, before, { light, alone, tint }) {
    Object.assign(this, { light, alone });
    this.roots = [[behind, "root"], [before.left, "root-left"], [before.right, "root-right"]].map(([host, name]) => new Bone(host, name, [500, 0], false, tint));
    this.hosts = [behind, before.left, before.right];
    const root = this.roots[0];

    this.back = root.child("hair-back", face.NECK);
    this.back.draw([226, 70, 540, 810], hair.back());
    this.hips = root.child("hips", body.WAIST);
    this.hips.draw([236, 932, 528, 808], body.hips());
    this.chest = root.child("chest", HIP);
    this.chest.draw([236, 390, 528, 620], body.upperBody());
    this.front = this.chest.child("chest-turn", body.COLLAR);
    this.front.draw([300, 480, 400, 540], body.front());
    this.things = [];
    this.holds = "hold";
    this.chests = [this.chest, ...this.roots.slice(1).map((front) => front.child("chest-front", HIP))];
    this.arms = { left: this.buildArm(this.chests[1], false), right: this.buildArm(this.chests[2], true) };
    this.pockets = { left: this.buildPocket(this.roots[1], false), right: this.buildPocket(this.roots[2], true) };
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
    // On the bone of the openings: lashes that moved apart from these would bare what lies behind a lid.
    this.eyes = [false, true].map((mirror) => {
      const bone = mask.child(mirror ? "eye-right" : "eye-left", [442, 300], mirror);
      bone.pivot = [500, 306];
      const make = (name, markup) => {
        const b = bone.child(name, [442, 306]);
        b.draw([386, 246, 104, 100], markup);
        return b;
      };
      return { lower: make("lower", face.cheek() + face.lowerLashes()), open: make("open", face.lashes()), shut: make("shut", face.shutLashes()), smile: make("smile", face.smileLashes()) };
    });
    this.browRow = mask.child("brows", face.NECK);
    this.brows = [false, true].map((mirror) => {
      const holder = this.browRow.child("brow", [500, 242], mirror);
      const bone = holder.child("brow-art", [440, 242]);
      bone.draw([394, 226, 92, 32], face.brow());
      return bone;
    });
    this.locks = [
      this.head.child("fall-left", [470, 90]),
      this.head.child("fall-right", [600, 110]),
      this.head.child("fringe", [556, 90]),
    ];
    this.locks[0].draw([256, 60, 210, 790], hair.fallLeft());
    this.locks[1].draw([590, 180, 84, 546], hair.fallRight());
    this.locks[2].draw([320, 10, 392, 394], hair.fringe() + hair.orchid(646, 200) + face.earring(389, 346) + face.earring(611, 346));
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
    const shapes = {};
    const things = {};
    for (const [name, draw] of Object.entries(hands.HANDS)) {
      const hand = wrist.child(`hand-${name}`, arms.WRIST);
      const [x, y] = arms.WRIST;
      const held = name in hands.FRONTS;
      hand.draw(held ? GRASP : [x - 90, y - 40, 180, 230], draw());
      if (held) things[name] = this.buildGrip(hand, name, mirror);
      hand.fade(name === "relax" ? 1 : 0);
      shapes[name] = hand;
    }
    const tip = shapes.point.pin([arms.WRIST[0] + arms.ASIDE, arms.WRIST[1] + arms.HAND - 4]);
    for (const [name, [long]] of Object.entries(hands.SIZES)) shapes[name].pin([arms.WRIST[0], arms.WRIST[1] + long]);
    upper.draw([230, 550, 150, 420], arms.upper(rim, mirror));
    fore.draw([230, 850, 148, 370], arms.fore(rim, !this.alone));
    return { shoulders, upper, elbow, fore, wrist, hands: shapes, tip, shown: "relax", things };
  }

  /** The pocket's cloth, before the hand in it: it moves with the hips, as the coat does. */
  buildPocket(front, mirror) {
    const pocket = front.child("pocket", body.WAIST);
    const [x, y, w, h] = body.POCKET_BOX;
    pocket.draw([mirror ? 1000 - x - w : x, y, w, h], body.pocket(mirror));
    pocket.fade(0);
    return pocket;
  }

  /** A thing in the hand, upright whatever the arm does. */
  buildGrip(hand, name, mirror) {
    const [x, y] = arms.WRIST;
    // Mirrored again on the mirrored arm: it looks as it does on the card.
    const upright = hand.child("thing", arms.WRIST, mirror);
    upright.move(0, 0, -hands.TURNS[name]);
    const image = new Image();
    image.alt = "";
    const [gx, gy] = hands.GRIP[name];
    upright.add(image, [x + (mirror ? -gx : gx) - THING[0] / 2, y + gy + 14 - THING[1], ...THING]);
    this.things.push(image);
    hand.child("grip", arms.WRIST).draw(GRASP, hands.FRONTS[name]());
    return upright;
  }

  /** Gives her a thing to hold: SVG markup, or null for an empty hand. */
  hold(markup) {
    if (markup === this.held) return;
    this.held = markup;
    this.holds = /data-rests/.test(markup ?? "") ? "tray" : "hold"; // between fingers, or on the palm
    for (const image of this.things) image.src = markup ? `data:image/svg+xml,${encodeURIComponent(markup)}` : "data:,";
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
    for (const side of ["left", "right"]) if (all || p[side].brisk) this.poseArm(this.arms[side], p[side], this.pockets[side]);
  }

  poseBody(p) {
    const whole = (v) => (this.light ? Math.round(v * this.u) / this.u : v);
    // Small steps: a layer that did not move is not composed anew.
    const lean = this.light ? Math.round(p.lean * 8) / 8 : p.lean;
    const x = whole(p.x);
    const y = whole(p.y);
    for (const chest of this.chests) chest.move(x, y, lean);
    // The hips hang at the waist, take the weight to the other side, and do not breathe.
    const roll = this.light ? Math.round(p.hips * 8) / 8 : p.hips;
    for (const hips of [this.hips, this.pockets.left, this.pockets.right]) hips.move(x + Math.sin(lean * RAD) * (HIP[1] - body.WAIST[1]), whole(p.y + p.breath * 2), roll);
    const twist = this.light ? Math.round(p.twist * 4) / 4 : p.twist;
    this.front.move(whole(twist * 0.35), whole(-p.breath * 2.4), -twist * 0.16);
    // The head hangs on the chest: follow the chest's turn about the hip at the neck's height.
    const hx = x + Math.sin(lean * RAD) * (HIP[1] - face.NECK[1]) + p.headX;
    const hy = y - p.breath * 0.8 + p.headY + SET;
    this.head.move(hx, hy, p.tilt);
    this.back.move(hx - p.turn * 2, hy, p.tilt * 0.8);
    this.face.move(p.turn * 3, p.nod * 2.2, 0);
    this.features.move(p.turn * 4.5, p.nod * 3.2, 0);
    this.browRow.move(p.turn * 1.6, p.nod * 1.1, 0);
    this.locks[2].move(p.turn * 3, p.nod * 1.6, p.hair * 0.15);
    this.locks[0].move(p.turn * 0.8, p.nod * 0.6, -p.tilt * 0.3 + p.hair * 0.75);
    this.locks[1].move(p.turn * 0.8, p.nod * 0.6, -p.tilt * 0.4 + p.hair * 1.1);
  }

  poseEyes(p) {
    this.irises.move(p.gazeX * 11.5, p.gazeY * 6.5, 0);
    [p.lidL, p.lidR].forEach((asked, i) => {
      const shut = asked >= SHUT;
      const lid = shut ? 1 : asked;
      const open = 1 - lid;
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
      // Smiling eyes: the cheek pushes the lower lid up.
      eye.lower.move(0, -p.cheek * 7, 0);
      eye.lower.fade(shut && smiling ? 0 : 1);
      eye.shut.fade(shut && !smiling ? 1 : 0);
      eye.smile.fade(shut && smiling ? 1 : 0);
    });
    this.brows[0].move(0, -p.brow * 9, -p.browTilt * 9);
    this.brows[1].move(0, -(p.brow + p.browSkew) * 9, -p.browTilt * 9);
  }

  poseArm(arm, a, pocket) {
    const { UPPER, FORE } = arms;
    const hand = a.hand === "hold" ? this.holds : a.hand;
    for (const shoulder of arm.shoulders) shoulder.move(a.x, a.y, a.s);
    arm.upper.move(0, 0, 0, 1, a.us);
    arm.elbow.move(0, -UPPER * (1 - a.us), a.e);
    arm.fore.move(0, 0, 0, 1, a.fs);
    arm.wrist.move(0, -FORE * (1 - a.fs), a.w, (a.flip ? -1 : 1) * (a.thin ?? 1) * (a.edge ?? 1), 1);
    // What she holds stays upright while the hand turns, as far as fingers let it.
    if (hand in arm.things) {
      const level = Math.max(-40, Math.min(40, bent(hands.TURNS[hand] - a.s - a.e - a.w))) * 0.8;
      const flat = hand === "tray"; // what rests on a palm is level where the palm is
      if (flat) arm.hands.tray.move(0, 0, level);
      arm.things[hand].move(0, 0, -hands.TURNS[hand] + (flat ? 0 : level));
    }
    if (arm.shown === hand) return;
    arm.hands[arm.shown].fade(0);
    arm.hands[hand].fade(1);
    pocket.fade(hand === "pocket" ? 1 : 0);
    arm.shown = hand;
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
