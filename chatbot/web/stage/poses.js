// What she can do, as tables: where her hands go, how her body goes along, what her face does.
import { TURNS } from "./art/hands.js";

// Hands by the place of the wrist and the hand's angle, rig units and degrees, for the arm on the
// left of the picture; see reach.js. `lift` says that such a hand stands before the card.
export const HANDS = {
  clasp: { at: [422, 886], turn: -78, hand: "relax", fs: 0.76 },
  clasp_over: { at: [432, 872], turn: -87, hand: "relax", fs: 0.76 },
  clasp_low: { at: [408, 948], turn: -66, hand: "relax", fs: 0.78 },
  clasp_low_over: { at: [420, 936], turn: -74, hand: "relax", fs: 0.78 },
  hang: { at: [270, 1142], turn: 3, hand: "relax", us: 0.98, fs: 0.96 },
  hip: { at: [334, 934], turn: -56, hand: "relax", us: 0.98, fs: 0.7 },
  fold: { at: [388, 880], turn: -92, hand: "relax", fs: 0.74 },
  wave: { at: [194, 642], turn: -192, hand: "open", us: 0.85, fs: 0.92, fold: -1, lift: true },
  wave_near: { at: [206, 716], turn: -180, hand: "open", us: 0.9, fs: 0.72, fold: -1, lift: true },
  wave_in: { at: [258, 606], turn: -190, hand: "open", us: 0.8, fs: 0.92, fold: -1, lift: true },
  clap: { at: [466, 838], turn: -176, hand: "flat", us: 0.96, fs: 0.86, lift: true },
  clap_over: { at: [470, 822], turn: -172, hand: "flat", us: 0.96, fs: 0.86, lift: true },
  reach_card: { at: [566, 858], turn: -100, hand: "palm", us: 0.94, fs: 0.94, lift: true },
  thumb: { at: [328, 770], turn: TURNS.thumb, hand: "thumb", us: 0.97, fs: 0.54, lift: true },
  hold: { at: [226, 764], turn: TURNS.hold, hand: "hold", us: 0.94, fs: 0.48, fold: -1, lift: true },
  hold_mid: { at: [336, 826], turn: TURNS.hold, hand: "hold", us: 0.97, fs: 0.42, lift: true },
  offer: { at: [226, 800], turn: -212, hand: "palm", us: 0.93, fs: 0.52, fold: -1, lift: true },
  offer_mid: { at: [330, 830], turn: -198, hand: "palm", us: 0.97, fs: 0.42, lift: true },
  toward: { at: [520, 838], turn: -112, hand: "palm", us: 0.92, fs: 0.92, lift: true },
  present: { at: [190, 812], turn: 122, hand: "palm", us: 0.92, fs: 0.5, fold: -1, lift: true },
  present_low: { at: [196, 884], turn: 104, hand: "palm", us: 0.94, fs: 0.42, fold: -1, lift: true },
  shrug: { at: [184, 792], turn: 132, hand: "palm", us: 0.9, fs: 0.56, fold: -1, lift: true },
  heart: { at: [432, 831], turn: TURNS.heart, hand: "heart", us: 0.92, fs: 0.75, lift: true },
  heart_high: { at: [432, 756], turn: TURNS.heart, hand: "heart", us: 0.86, fs: 0.8, lift: true },
  talk: { at: [352, 838], turn: -126, hand: "relax", us: 0.96, fs: 0.74 },
  talk_palm: { at: [262, 812], turn: -206, hand: "palm", us: 0.94, fs: 0.42, fold: -1 },
  talk_low: { at: [232, 872], turn: 116, hand: "palm", us: 0.93, fs: 0.34, fold: -1 },
  note: { at: [300, 776], turn: -172, hand: "point", us: 0.96, fs: 0.46 },
  chin: { at: [412, 612], turn: -150, hand: "point", us: 0.77, fs: 1 },
  tuck: { at: [340, 572], turn: -166, hand: "relax", us: 0.7, fs: 0.95 },
};

// Where the card stands upright beside her, open hands stay clear of it: the far arm rests and the near
// one reaches across.
export const NARROW = {
  left: { hip: "hang", wave: "wave_in", wave_near: "wave_in", hold: "hold_mid", offer: "offer_mid", shrug: "offer_mid", present: "hang", present_low: "hang", talk_palm: "talk", talk_low: "talk" },
  right: { hip: "fold", present: "reach_card", present_low: "reach_card", talk_low: "talk" },
};

// A wide frame ends at her hips, where the caption runs: hands rest above.
export const WIDE = { hang: "hip", clasp_low: "clasp", clasp_low_over: "clasp_over" };

// How she stands between gestures: both arms, and the weight of the body (x, lean, turn).
export const STANCES = [
  { arms: { left: "clasp", right: "clasp_over" }, x: 0, lean: 0.2, turn: 0.1 },
  { arms: { left: "hip", right: "hang" }, x: -14, lean: -1.5, turn: 0.5 },
  { arms: { left: "clasp_low", right: "clasp_low_over" }, x: 11, lean: 1, turn: -0.3 },
  { arms: { left: "hang", right: "fold" }, x: 10, lean: 1.2, turn: -0.5 },
  { arms: { left: "clasp", right: "clasp_over" }, x: -12, lean: -1, turn: 0.4 },
  { arms: { left: "hang", right: "hip" }, x: 15, lean: 1.6, turn: -0.5 },
];

// What a hand does while she talks; "near" is the arm on the card's side.
export const TALKS = [
  { far: "talk" }, { near: "talk" }, { far: "talk_palm" }, { near: "talk_palm" },
  { far: "talk_low", near: "talk_low" }, { far: "note" }, { near: "talk_low" }, {}, {},
];

const both = (name, other = name) => ({ left: name, right: other });
// Each gesture in two or three ways. Sides: left and right of the picture, or near and far from the card.
export const MOVES = {
  wave: [
    { ms: 2500, arms: { left: "wave", right: "fold" }, swing: { side: "left", by: 13, hz: 2.1 }, tilt: -3.4, lean: -1, x: -6, mood: "happy" },
    { ms: 2300, arms: { left: "wave_near", right: "hip" }, swing: { side: "left", by: 11, hz: 2.5 }, tilt: 3.5, lean: 0.9, x: 8, mood: "happy" },
    { ms: 2600, arms: { left: "wave", right: "hang" }, swing: { side: "left", by: 15, hz: 1.8 }, tilt: -5, lean: -1.5, x: -10, mood: "happy" },
  ],
  clap: [
    { ms: 2100, arms: both("clap", "clap_over"), swing: { side: "both", by: -18, hz: 1.7, meet: true }, mood: "happy" },
    { ms: 1900, arms: both("clap_over", "clap"), swing: { side: "both", by: -14, hz: 2.1, meet: true }, tilt: 4, lean: 0.8, mood: "happy" },
  ],
  thumbs_up: [
    { ms: 2300, arms: { left: "thumb", right: "hip" }, nodAt: 300, lean: -0.7, turn: 0.3, mood: "happy" },
    { ms: 2300, arms: both("thumb"), nodAt: 300, tilt: 3, mood: "happy" },
    { ms: 2200, arms: { left: "thumb", right: "fold" }, nodAt: 400, tilt: -4, lean: -1.1, x: -6, mood: "wink" },
  ],
  hold_product: [
    { ms: 4300, arms: { left: "hold", right: "toward" }, gazeX: -0.6, gazeY: 0.4, glance: 1500, tilt: -3, lean: -0.8, turn: -0.6, mood: "smile" },
    { ms: 4300, arms: { left: "hold", right: "hip" }, gazeX: -0.6, gazeY: 0.4, glance: 1100, tilt: 3, lean: 0.9, turn: -0.5, mood: "happy" },
    { ms: 4300, arms: { left: "hold_mid", right: "fold" }, gazeX: -0.4, gazeY: 0.7, glance: 1300, tilt: -2, turn: -0.3, mood: "smile" },
  ],
  present: [
    { ms: 2700, arms: { near: "present", far: "fold" }, toCard: 900, lean: 1, x: 6, mood: "smile" },
    { ms: 2600, arms: { near: "present_low", far: "present_low" }, tilt: -3, mood: "happy" },
    { ms: 2700, arms: { near: "present", far: "hip" }, toCard: 1200, tilt: 2, lean: -0.7, x: -6, mood: "happy" },
  ],
  heart: [
    { ms: 2500, arms: both("heart"), tilt: 5, lean: 0.5, mood: "happy" },
    { ms: 2500, arms: both("heart_high"), tilt: -4, lean: -0.6, mood: "happy" },
  ],
  shrug: [
    { ms: 1800, arms: both("shrug"), tilt: 5, lift: 6, mood: "sorry" },
    { ms: 1800, arms: { left: "shrug", right: "hip" }, tilt: -5, lean: -1, lift: 5, mood: "sorry" },
  ],
  nod: [{ ms: 900, head: "nod" }, { ms: 1100, head: "nod", tilt: 2 }],
  shake: [{ ms: 1100, head: "shake" }],
  bow: [{ ms: 1900, head: "bow", arms: both("clasp_low", "clasp_low_over"), mood: "smile" }, { ms: 2000, head: "bow", arms: both("clasp", "clasp_over"), mood: "happy" }],
  // Small things she does while nobody asks anything.
  tuck: [{ ms: 2300, arms: { right: "tuck" }, tilt: 4, mood: "smile" }],
  muse: [{ ms: 2600, gazeX: 0.7, tilt: 3.5 }, { ms: 2200, gazeX: -0.7, gazeY: -0.2, tilt: -3 }],
  read: [{ ms: 2400, gazeX: -0.75, gazeY: 0.6, tilt: -2 }],
  glance: [{ ms: 1700, toCard: 1500 }],
  beam: [{ ms: 2400, tilt: -3, mood: "happy", nodAt: 500 }, { ms: 2200, tilt: 4, mood: "happy" }],
  idle: [{ ms: 1, arms: both("clasp", "clasp_over") }],
};
export const FIDGETS = ["beam", "muse", "tuck", "read", "glance", "nod"];

export const EXPRESSIONS = {
  neutral: { smile: 0.74, brow: 0, browTilt: 0, lids: 0, grin: 0, wide: 0 },
  smile: { smile: 0.94, brow: 0.2, browTilt: 0, lids: 0.02, grin: 0, wide: 0 },
  happy: { smile: 1.12, brow: 0.4, browTilt: 0.05, lids: 0.03, grin: 0.4, wide: 0.25, teeth: 0.7 },
  excited: { smile: 1.15, brow: 0.75, browTilt: 0.05, lids: 0, grin: 0.7, wide: 0.8, teeth: 1 },
  surprised: { smile: 0.3, brow: 1, browTilt: 0.1, lids: 0, grin: 0, wide: 1.2, gasp: 1 },
  thinking: { smile: 0.25, brow: 0.3, browTilt: -0.1, browSkew: 0.4, lids: 0.1, grin: 0, wide: 0, gazeX: 0.6, gazeY: -0.8, tilt: 4 },
  sorry: { smile: -0.08, brow: 0.25, browTilt: 0.75, lids: 0.16, grin: 0, wide: 0, nod: 1.5 },
  sober: { smile: 0.18, brow: -0.15, browTilt: -0.25, lids: 0.06, grin: 0, wide: 0 },
  wink: { smile: 0.85, brow: 0.35, browTilt: 0, lids: 0, grin: 1, wide: 0, tilt: 5 },
  shy: { smile: 0.5, brow: 0.2, browTilt: 0.4, lids: 0.2, grin: 0, wide: 0, tilt: 4, nod: 1.2 },
  proud: { smile: 0.7, brow: 0.4, browTilt: -0.15, lids: 0.12, grin: 0, wide: 0, nod: -1.2 },
};

export const STATES = {
  idle: {},
  listening: { tilt: 3, nod: 0.6, brow: 0.2, gazeY: 0.05, lean: 0.4 },
  reading: { gazeX: -0.75, gazeY: 0.55, tilt: -1.5, nod: 1.4, scan: 1 },
  thinking: { gazeX: 0.55, gazeY: -0.7, tilt: 4, brow: 0.25, lean: 0.6, arms: { left: "fold", right: "chin" } },
  speaking: {},
  waiting: { tilt: 2, gazeX: 0.1, brow: 0.1 },
  human_on: { nod: 1, lids: 0.1, calm: 1, arms: both("clasp", "clasp_over") },
  stopped: { nod: 2, lids: 0.2, calm: 1, arms: both("clasp", "clasp_over") },
};
