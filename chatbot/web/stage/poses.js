// What she can do, as tables: where her hands go, how her body goes along, what her face does.
import { TURNS } from "./art/hands.js";

// Hands by the place of the wrist and the hand's angle, rig units and degrees, for the arm on the
// left of the picture; see reach.js. Each place leaves the forearm more than three quarters of its
// length. Hands that `meet` move as one.
export const HANDS = {
  clasp: { at: [425, 934], turn: TURNS.clasp, hand: "clasp", us: 0.94, fs: 0.77, meet: true, life: [0.3, 0, 0.2] },
  clasp_over: { at: [425, 924], turn: TURNS.clasp, hand: "over", us: 0.94, fs: 0.77, meet: true, life: [0.3, 0, 0.2] },
  clasp_aside: { at: [396, 926], turn: TURNS.clasp, hand: "clasp", us: 0.93, fs: 0.77, meet: true, life: [0.3, 0, 0.2] },
  clasp_aside_over: { at: [396, 916], turn: TURNS.clasp, hand: "over", us: 0.93, fs: 0.77, meet: true, life: [0.3, 0, 0.2] },
  clasp_across: { at: [454, 926], turn: TURNS.clasp, hand: "clasp", us: 0.94, fs: 0.79, meet: true, life: [0.3, 0, 0.2] },
  clasp_across_over: { at: [454, 916], turn: TURNS.clasp, hand: "over", us: 0.94, fs: 0.79, meet: true, life: [0.3, 0, 0.2] },
  clasp_low: { at: [425, 992], turn: TURNS.clasp, hand: "clasp", us: 0.98, fs: 0.78, meet: true, life: [0.3, 0, 0.2] },
  clasp_low_over: { at: [425, 982], turn: TURNS.clasp, hand: "over", us: 0.98, fs: 0.78, meet: true, life: [0.3, 0, 0.2] },
  pocket: { at: [372, 1046], turn: TURNS.pocket, hand: "pocket", us: 0.93, fs: 0.8, life: [0.2, 0, 0.2] },
  heed: { at: [402, 792], turn: -104, hand: "relax", us: 0.9, fs: 0.78 },
  fold: { at: [420, 926], turn: -86, hand: "relax", us: 0.94, fs: 0.77 },
  side: { at: [270, 1146], turn: 3, hand: "relax", us: 0.97, fs: 0.97, life: [0.5, 1, 0.2] },
  fold_low: { at: [404, 1002], turn: -62, hand: "relax", us: 0.97, fs: 0.8 },
  wave: { at: [214, 636], turn: -188, hand: "open", us: 0.8, fs: 0.88, fold: -1 },
  wave_near: { at: [208, 656], turn: -184, hand: "open", us: 0.84, fs: 0.89, fold: -1 },
  wave_in: { at: [232, 616], turn: -190, hand: "open", us: 0.8, fs: 0.9, fold: -1 },
  clap_open: { at: [380, 816], turn: -158, hand: "flat", us: 0.95, fs: 0.8, meet: true },
  clap: { at: [472, 806], turn: -164, hand: "flat", us: 0.95, fs: 0.82, meet: true, life: [0.6, 1, 0.4] },
  clap_over: { at: [486, 798], turn: -178, hand: "flat", us: 0.95, fs: 0.82, meet: true, life: [0.6, 1, 0.4] },
  reach_card: { at: [556, 792], turn: -102, hand: "palm", us: 0.94, fs: 0.94, life: [1.6, 4, 0.5] },
  thumb: { at: [350, 706], turn: TURNS.thumb, hand: "thumb", us: 0.96, fs: 0.84, life: [1.4, 2.5, 0.6] },
  thumb_up: { at: [340, 672], turn: TURNS.thumb - 6, hand: "thumb", us: 0.9, fs: 0.88, life: [1.4, 2.5, 0.6] },
  hold_low: { at: [190, 968], turn: 142, hand: "hold", us: 0.82, fs: 0.84, fold: -1 },
  hold: { at: [246, 700], turn: TURNS.hold, hand: "hold", us: 0.85, fs: 0.88, fold: -1, life: [2, 4, 0.42] },
  hold_high: { at: [250, 670], turn: TURNS.hold + 6, hand: "hold", us: 0.81, fs: 0.93, fold: -1, life: [2, 4, 0.42] },
  hold_out: { at: [236, 722], turn: TURNS.hold - 12, hand: "hold", us: 0.9, fs: 0.86, fold: -1, life: [2, 4, 0.42] },
  hold_mid: { at: [424, 784], turn: TURNS.hold + 20, hand: "hold", us: 0.84, fs: 0.76, life: [2, 4, 0.42] },
  hold_mid_high: { at: [418, 762], turn: TURNS.hold + 24, hand: "hold", us: 0.84, fs: 0.76, life: [2, 4, 0.42] },
  offer: { at: [196, 664], turn: 130, hand: "palm", us: 0.84, fs: 0.88, fold: -1, life: [2, 3, 0.4] },
  offer_mid: { at: [366, 760], turn: -136, hand: "palm", us: 0.95, fs: 0.78, life: [2, 4, 0.4] },
  present: { at: [200, 652], turn: 132, hand: "palm", us: 0.84, fs: 0.87, fold: -1, life: [2, 3, 0.45] },
  present_up: { at: [198, 640], turn: 138, hand: "palm", us: 0.82, fs: 0.92, fold: -1, life: [2, 3, 0.45] },
  present_low: { at: [203, 684], turn: 130, hand: "palm", us: 0.9, fs: 0.86, fold: -1, life: [2, 3, 0.45] },
  shrug: { at: [203, 676], turn: 130, hand: "palm", us: 0.88, fs: 0.86, fold: -1, life: [1.6, 3, 0.5] },
  heart_open: { at: [372, 806], turn: TURNS.heart, hand: "heart", us: 0.93, fs: 0.78, meet: true },
  heart: { at: [428, 792], turn: TURNS.heart, hand: "heart", us: 0.92, fs: 0.78, meet: true, life: [1.1, 0.4, 0.9] },
  heart_high: { at: [428, 732], turn: TURNS.heart, hand: "heart", us: 0.92, fs: 0.82, meet: true, life: [1.1, 0.4, 0.9] },
  talk: { at: [372, 748], turn: -128, hand: "relax", us: 0.94, fs: 0.78, life: [1.4, 3, 0.5] },
  talk_palm: { at: [202, 668], turn: 130, hand: "palm", us: 0.87, fs: 0.87, fold: -1, life: [1.6, 3, 0.5] },
  talk_low: { at: [204, 688], turn: 129, hand: "palm", us: 0.9, fs: 0.86, fold: -1, life: [1.6, 3, 0.5] },
  talk_in: { at: [386, 742], turn: -128, hand: "relax", us: 0.99, fs: 0.78, life: [1.4, 3, 0.5] },
  note: { at: [338, 716], turn: -172, hand: "point", flip: true, us: 0.96, fs: 0.78, life: [1.4, 3, 0.6] },
  chin: { at: [412, 612], turn: -150, hand: "point_down", us: 0.77, fs: 1, life: [0.4, 2, 0.3] },
  tuck: { at: [340, 572], turn: -166, hand: "relax", us: 0.7, fs: 0.95, life: [1, 3, 0.5] },
  stroke: { at: [322, 700], turn: -186, hand: "relax", us: 0.9, fs: 0.8, life: [1, 3, 0.4] },
  lapel: { at: [392, 752], turn: -128, hand: "relax", us: 0.9, fs: 0.78, life: [0.8, 2, 0.5] },
};

// Between an app's bars: the card stands upright on her right, so that arm stays clear of it, and no
// hand rests where the caption runs. The near one reaches across to the card.
export const NARROW = {
  left: { pocket: "side", fold_low: "side", clasp_low: "clasp", clasp_aside: "clasp", heed: "side", present: "fold", present_low: "fold", shrug: "talk_in", offer: "talk_in", talk: "talk_in", talk_palm: "talk_in", talk_low: "side", stroke: "lapel" },
  right: { heed: "side", pocket: "side", fold_low: "side", clasp_low_over: "clasp_over", wave: "wave_in", wave_near: "wave_in", hold_low: "hold_mid", hold: "hold_mid", hold_high: "hold_mid_high", hold_out: "hold_mid", offer: "offer_mid", shrug: "offer_mid", present: "reach_card", present_up: "reach_card", present_low: "reach_card", talk_palm: "offer_mid", talk_low: "talk", stroke: "lapel" },
};

// Elsewhere the hand that is not at work has a pocket.
export const ROOMY = { heed: "pocket" };

// How she stands between gestures: both arms, and the weight of the body (x, lean, turn).
export const STANCES = [
  { arms: { left: "clasp", right: "clasp_over" }, x: 6, lean: 0.9, turn: -0.2 },
  { arms: { left: "pocket", right: "fold" }, x: -16, lean: -1.6, turn: 0.5 },
  { arms: { left: "clasp_aside", right: "clasp_across_over" }, x: 13, lean: 1.2, turn: -0.4 },
  { arms: { left: "pocket", right: "pocket" }, x: -10, lean: -1.2, turn: 0.5 },
  { arms: { left: "clasp_low", right: "clasp_low_over" }, x: -12, lean: -1, turn: 0.4 },
  { arms: { left: "clasp_across", right: "clasp_aside_over" }, x: -14, lean: -1.3, turn: 0.4 },
  { arms: { left: "fold_low", right: "pocket" }, x: 15, lean: 1.6, turn: -0.5 },
  { arms: { left: "fold", right: "pocket" }, x: 12, lean: 1.1, turn: -0.3 },
  { arms: { left: "pocket", right: "fold_low" }, x: -13, lean: -1.3, turn: 0.4 },
];

// Where one hand goes when the other leaves it alone.
export const RESTS = ["pocket", "pocket", "fold"];

// What a hand does while she talks; "near" is the arm on the card's side.
export const TALKS = [
  { far: "talk" }, { near: "talk" }, { far: "talk_palm" }, { near: "talk_palm" },
  { far: "talk_low", near: "talk_low" }, { far: "note" }, { near: "talk_low" }, {}, {},
];

const both = (name, other = name) => ({ left: name, right: other });
// Each gesture in two or three ways; `then` is what its hands do later, by its age. Sides: left and right
// of the picture, near and far from the card, the free arm and the other,
// or the one that carries and the spare one; gaze and turn are for a thing on the left.
export const MOVES = {
  wave: [
    { ms: 2500, arms: { free: "wave", other: "fold" }, swing: { free: true, by: 13, hz: 2.1 }, tilt: -3.4, lean: -1, x: -6, mood: "happy" },
    { ms: 2300, arms: { free: "wave_near", other: "pocket" }, swing: { free: true, by: 11, hz: 2.5 }, tilt: 3.5, lean: 0.9, x: 8, mood: "happy" },
    { ms: 2600, arms: { free: "wave", other: "fold_low" }, swing: { free: true, by: 15, hz: 1.8 }, tilt: -5, lean: -1.5, x: -10, mood: "happy" },
  ],
  clap: [
    { ms: 2300, arms: both("clap_open"), then: [[260, { left: "clap", right: "clap_over" }]], swing: { ...both(true), by: -24, hz: 1.9, meet: true }, bob: 4, mood: "happy" },
    { ms: 2100, arms: both("clap_open"), then: [[260, { left: "clap_over", right: "clap" }]], swing: { ...both(true), by: -16, hz: 2.1, meet: true }, bob: 4, tilt: 4, lean: 0.8, mood: "happy" },
  ],
  thumbs_up: [
    { ms: 2400, arms: { free: "thumb", other: "pocket" }, then: [[620, { free: "thumb_up" }], [1250, { free: "thumb" }]], nodAt: 500, lean: -0.7, turn: 0.3, mood: "happy" },
    { ms: 2400, arms: both("thumb"), then: [[700, both("thumb_up")], [1300, both("thumb")]], nodAt: 500, tilt: 3, mood: "happy" },
    { ms: 2300, arms: { free: "thumb", other: "fold_low" }, then: [[560, { free: "thumb_up" }]], nodAt: 400, tilt: -4, lean: -1.1, x: -6, mood: "wink" },
  ],
  hold_product: [
    { ms: 4400, arms: { carry: "hold_low", spare: "pocket" }, then: [[560, { carry: "hold" }], [1800, { carry: "hold_high" }], [2700, { carry: "hold_out" }], [3800, { carry: "hold_low" }]], gazeX: -0.6, gazeY: 0.4, glance: 1500, tilt: -3, lean: -0.8, turn: -0.6, mood: "smile" },
    { ms: 4400, arms: { carry: "hold_low", spare: "pocket" }, then: [[560, { carry: "hold_out" }], [1400, { carry: "hold_high" }], [2500, { carry: "hold" }], [3800, { carry: "hold_low" }]], gazeX: -0.6, gazeY: 0.4, glance: 1100, tilt: 3, lean: 0.9, turn: -0.5, mood: "happy" },
    { ms: 4400, arms: { carry: "hold_mid", spare: "pocket" }, then: [[1400, { carry: "hold_mid_high" }], [2700, { carry: "hold_mid" }]], gazeX: -0.4, gazeY: 0.7, glance: 1300, tilt: -2, turn: -0.3, mood: "smile" },
  ],
  present: [
    { ms: 2700, arms: { near: "present", far: "heed" }, then: [[1100, { near: "present_up" }], [1900, { near: "present" }]], toCard: 900, lean: 0.5, mood: "smile" },
    { ms: 2600, arms: { near: "present_low", far: "present_low" }, then: [[1000, { near: "present", far: "present" }]], tilt: -3, mood: "happy" },
    { ms: 2700, arms: { near: "present", far: "heed" }, then: [[1300, { near: "present_low" }]], toCard: 1200, tilt: 2, lean: -0.7, x: -6, mood: "happy" },
  ],
  heart: [
    { ms: 2900, arms: both("heart_open"), then: [[300, both("heart")], [1300, both("heart_high")], [2100, both("heart")]], tilt: 5, lean: 0.5, bob: 3, mood: "happy" },
    { ms: 2800, arms: both("heart_open"), then: [[300, both("heart_high")], [1500, both("heart")]], tilt: -4, lean: -0.6, bob: 3, mood: "happy" },
  ],
  shrug: [
    { ms: 1800, arms: both("shrug"), tilt: 5, lift: 6, mood: "sorry" },
    { ms: 1800, arms: { free: "shrug", other: "pocket" }, tilt: -5, lean: -1, lift: 5, mood: "sorry" },
  ],
  nod: [{ ms: 900, head: "nod" }, { ms: 1100, head: "nod", tilt: 2 }],
  shake: [{ ms: 1100, head: "shake" }],
  bow: [{ ms: 1900, head: "bow", arms: both("clasp_low", "clasp_low_over"), mood: "smile" }, { ms: 2000, head: "bow", arms: both("clasp", "clasp_over"), mood: "happy" }],
  // Small things she does while nobody asks anything.
  tuck: [{ ms: 2300, arms: { right: "tuck" }, tilt: 4, mood: "smile" }],
  stroke: [{ ms: 2500, arms: { left: "lapel" }, then: [[380, { left: "stroke" }], [1500, { left: "lapel" }]], tilt: -4, gazeX: -0.3, gazeY: 0.3, glance: 1200, mood: "smile" }],
  smooth: [{ ms: 1900, arms: { right: "lapel" }, gazeX: 0.1, gazeY: 0.8, glance: 900, mood: "smile" }, { ms: 1900, arms: { left: "lapel" }, gazeX: -0.1, gazeY: 0.8, glance: 800, mood: "smile" }],
  roll: [{ ms: 1500, lift: 7, tilt: 3, mood: "smile" }, { ms: 1400, lift: 6, tilt: -3.4, lean: -0.8, mood: "smile" }],
  shift: [{ ms: 2600, x: 16, lean: 1.3, tilt: -2.4, turn: -0.4 }, { ms: 2600, x: -16, lean: -1.3, tilt: 2.6, turn: 0.4 }],
  muse: [{ ms: 2600, gazeX: 0.7, tilt: 3.5 }, { ms: 2200, gazeX: -0.7, gazeY: -0.2, tilt: -3 }],
  read: [{ ms: 2400, gazeX: -0.75, gazeY: 0.6, tilt: -2 }],
  glance: [{ ms: 1700, toCard: 1500 }],
  beam: [{ ms: 2400, tilt: -3, mood: "happy", nodAt: 500 }, { ms: 2200, tilt: 4, mood: "happy" }],
  idle: [{ ms: 1, arms: both("clasp", "clasp_over") }],
};
// The more often named, the more often done.
export const FIDGETS = ["beam", "shift", "glance", "nod", "stroke", "roll", "read", "beam", "shift", "tuck", "muse", "smooth", "glance", "roll"];

export const EXPRESSIONS = {
  neutral: { smile: 0.86, brow: 0, browTilt: -0.02, lids: 0, cheek: 0.2, grin: 0, wide: 0 },
  smile: { smile: 1.08, brow: 0.22, browTilt: -0.1, lids: 0.03, cheek: 0.42, grin: 0.2, wide: 0 },
  happy: { smile: 1.2, brow: 0.42, browTilt: -0.12, lids: 0.06, cheek: 1, grin: 0.6, wide: 0, teeth: 0.7 },
  excited: { smile: 1.2, brow: 0.85, browTilt: -0.12, lids: 0, cheek: 0.6, grin: 0.7, wide: 0.5, teeth: 1 },
  surprised: { smile: 0.3, brow: 1.2, browTilt: 0.1, lids: 0, cheek: 0, grin: 0, wide: 1.2, gasp: 1 },
  asking: { smile: 0.95, brow: 0.8, browTilt: 0.02, browSkew: 0.2, lids: 0.02, cheek: 0.2, grin: 0, wide: 0.2, tilt: 3.5 },
  thinking: { smile: 0.4, brow: 0.3, browTilt: -0.1, browSkew: 0.5, lids: 0.06, cheek: 0, grin: 0, wide: 0, gazeX: 0.6, gazeY: -0.8, tilt: 4 },
  sorry: { smile: -0.08, brow: 0.25, browTilt: 0.85, lids: 0.08, cheek: 0, grin: 0, wide: 0, nod: 1.5 },
  sober: { smile: 0.25, brow: -0.15, browTilt: -0.25, lids: 0.04, cheek: 0, grin: 0, wide: 0 },
  wink: { smile: 1, brow: 0.35, browTilt: 0, lids: 0.06, cheek: 0.8, grin: 1, wide: 0, tilt: 5 },
  shy: { smile: 0.7, brow: 0.2, browTilt: 0.45, lids: 0.1, cheek: 0.5, grin: 0, wide: 0, tilt: 4, nod: 1.2 },
  proud: { smile: 0.85, brow: 0.4, browTilt: -0.15, lids: 0.06, cheek: 0.4, grin: 0, wide: 0, nod: -1.2 },
};

export const STATES = {
  idle: {},
  listening: { tilt: 3, nod: 0.6, brow: 0.45, gazeY: 0.05, lean: 0.4 },
  reading: { gazeX: -0.75, gazeY: 0.55, tilt: -1.5, nod: 1.4, scan: 1 },
  thinking: { gazeX: 0.55, gazeY: -0.7, tilt: 4, brow: 0.25, lean: 0.6, arms: { left: "fold", right: "chin" } },
  speaking: {},
  waiting: { tilt: 2, gazeX: 0.1, brow: 0.35 },
  human_on: { nod: 1, lids: 0.04, calm: 1, arms: both("clasp", "clasp_over") },
  stopped: { nod: 2, lids: 0.08, calm: 1, arms: both("clasp", "clasp_over") },
};
