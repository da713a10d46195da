// Hair in layers: a back with volume, a side-swept fringe from a parting above her left eye, a
// cascade of locks over one shoulder, slim face locks, and the rest behind the other shoulder.
// A lock is a tapered strand; its gradient carries the ring of light.
import { curve, line, oval, path, strand } from "./brush.js";
import { GOLD, HAIR } from "./tones.js";

const lock = (spine, fill = "url(#hair-c)") => path(strand(spine), fill);
const hair = (spine, colour = HAIR.dark, alpha = 0.5) => path(strand(spine), colour, `opacity="${alpha}"`);
/** The middle line of a lock, moved aside: a finer strand within it. */
const beside = (spine, by, wide) => spine.map(([x, y], i) => [x + by * Math.min(1, i / 2), y, i === 0 || i === spine.length - 1 ? 0.5 : wide]);
/** Light along one edge of a lock: -1 the left, 1 the right one. */
const rim = (spine, side, colour, alpha) => hair(spine.slice(1).map(([x, y, w], i, all) => [x + side * (w / 2 - 2.4), y, i === 0 || i === all.length - 1 ? 0.6 : 4]), colour, alpha);
const shaded = (spine, fill) => lock(spine, fill) + hair(beside(spine, spine[2][2] * 0.32, 3.2), HAIR.dark, 0.42) + hair(beside(spine, -spine[2][2] * 0.2, 2.4), HAIR.sheen, 0.34);

const BACK = [
  [[420, 110, 30], [372, 210, 70], [356, 320, 80], [346, 430, 76], [318, 530, 66], [282, 616, 46], [276, 690, 24], [252, 742, 1]],
  [[440, 120, 30], [372, 300, 80], [360, 460, 100], [342, 590, 88], [332, 680, 54], [342, 740, 24], [334, 780, 1]],
  [[470, 300, 60], [420, 480, 110], [400, 620, 100], [392, 740, 60], [404, 830, 1]],
  [[590, 100, 30], [640, 210, 66], [654, 320, 76], [654, 430, 78], [680, 540, 84], [708, 620, 50], [702, 676, 22], [716, 716, 1]],
  [[570, 120, 30], [634, 300, 76], [640, 460, 96], [658, 580, 84], [662, 650, 50], [652, 706, 22], [662, 744, 1]],
  [[540, 300, 60], [590, 480, 110], [606, 620, 100], [612, 740, 60], [598, 830, 1]],
];

export const back = () =>
  path(curve([[500, 90], [392, 130], [346, 240], [340, 360], [330, 470], [340, 600], [500, 650], [660, 600], [676, 470], [668, 360], [660, 240], [612, 130]], true), "url(#hair-back)") +
  BACK.map((spine, i) => lock(spine, i % 3 === 2 ? "url(#hair-back)" : "url(#hair-d)")).join("") +
  // Beneath the chin it is dark; on her left it shows beside the neck, with the lamp behind it.
  BACK.slice(3, 5).map((spine) => hair(beside(spine, 18, 4), HAIR.dark, 0.5) + hair(beside(spine, -8, 3), HAIR.light, 0.4)).join("") +
  rim(BACK[3], 1, HAIR.warm, 0.8) + rim(BACK[0], -1, HAIR.cool, 0.5) +
  `<g filter="url(#soft12)">${path("M420 380 C450 470 550 470 580 380 L600 560 L400 560 Z", HAIR.dark, 'opacity=".7"')}</g>`;

// Two locks over her right shoulder with a gap between them and a slim one beside the neck; tips end at
// different heights. The outermost falls behind the shoulder: see BACK.
const CASCADE = [
  [[364, 140, 6], [352, 240, 32], [346, 340, 40], [340, 430, 42], [318, 520, 40], [298, 598, 33], [302, 664, 22], [288, 722, 10], [282, 760, 1]],
  [[372, 170, 8], [366, 280, 34], [364, 380, 38], [366, 470, 38], [356, 560, 38], [344, 640, 34], [354, 716, 24], [344, 784, 11], [338, 826, 1]],
  [[376, 250, 5], [378, 340, 15], [386, 430, 22], [396, 510, 25], [392, 590, 22], [380, 660, 17], [388, 724, 1]],
];
export const fallLeft = () =>
  path(curve([[420, 80], [374, 130], [348, 230], [336, 330], [332, 420], [326, 486], [344, 512], [372, 520], [394, 500], [388, 420], [374, 310], [382, 220], [446, 140]], true), "url(#hair-d)") +
  CASCADE.map((spine, i) => shaded(spine, i % 2 ? "url(#hair-e)" : "url(#hair-c)")).join("") +
  rim(CASCADE[1].slice(3), -1, HAIR.sheen, 0.6) + rim(CASCADE[2].slice(2), 1, HAIR.sheen, 0.45) +
  hair([[350, 290, 1], [342, 400, 6], [326, 500, 6], [306, 580, 1]], HAIR.sheen, 0.42) + hair([[368, 330, 1], [368, 430, 5], [360, 540, 5], [346, 640, 1]], HAIR.sheen, 0.36) +
  // Loose strands.
  hair([[336, 520, 0.5], [326, 620, 2.6], [330, 700, 2.2], [320, 760, 0.5]], HAIR.light, 0.9) + hair([[398, 500, 0.5], [408, 590, 2.2], [400, 670, 2], [408, 716, 0.5]], HAIR.mid, 0.95);

/** A slim lock on her left, over the collarbone; the rest of that side lies behind the shoulder. */
export const fallRight = () =>
  shaded([[628, 190, 6], [640, 280, 26], [642, 370, 30], [634, 460, 32], [636, 550, 29], [650, 628, 21], [644, 700, 1]], "url(#hair-c)") +
  shaded([[630, 200, 5], [625, 290, 12], [621, 376, 15], [612, 460, 18], [606, 540, 19], [616, 610, 13], [608, 664, 1]], "url(#hair-d)") +
  hair([[650, 210, 0.6], [656, 300, 3.4], [656, 390, 3.6], [650, 470, 3], [654, 560, 0.6]], HAIR.sheen, 0.4) +
  hair([[628, 540, 0.5], [626, 610, 2.2], [636, 672, 2], [630, 716, 0.5]], HAIR.mid, 0.95);

// The sweep across the brow, from the back to the front.
const SWEEP = [
  [[[548, 46, 6], [472, 66, 60], [402, 108, 62], [364, 184, 48], [354, 270, 26], [360, 340, 9], [370, 392, 1]], "url(#hair-b)"],
  [[[550, 54, 6], [490, 74, 52], [428, 118, 52], [390, 188, 38], [376, 262, 23], [373, 330, 11], [382, 388, 1]], "url(#hair-a)"],
  [[[556, 58, 4], [506, 82, 50], [446, 128, 48], [406, 188, 33], [388, 244, 16], [384, 296, 1]], "url(#hair-b)"],
  [[[557, 60, 4], [524, 98, 42], [474, 146, 40], [430, 194, 25], [404, 236, 12], [392, 266, 1]], "url(#hair-a)"],
  [[[558, 62, 4], [540, 106, 32], [504, 154, 31], [464, 198, 20], [434, 228, 9], [416, 246, 1]], "url(#hair-b)"],
  [[[558, 64, 3], [550, 108, 20], [528, 156, 19], [496, 198, 12], [468, 226, 1]], "url(#hair-a)"],
  [[[559, 70, 3], [556, 112, 15], [543, 162, 13], [520, 206, 8], [498, 236, 1]], "url(#hair-b)"],
];
const OTHER = [
  [[[552, 46, 6], [610, 66, 50], [648, 118, 52], [664, 200, 38], [660, 280, 22], [644, 346, 1]], "url(#hair-b)"],
  [[[556, 56, 6], [606, 84, 42], [638, 138, 42], [648, 210, 30], [642, 280, 16], [630, 332, 1]], "url(#hair-a)"],
  [[[560, 66, 5], [594, 100, 34], [620, 154, 32], [630, 216, 20], [627, 276, 9], [618, 322, 1]], "url(#hair-b)"],
  [[[560, 78, 4], [580, 114, 24], [600, 158, 22], [613, 206, 13], [619, 256, 1]], "url(#hair-a)"],
  [[[560, 82, 3], [572, 120, 17], [586, 166, 16], [600, 212, 9], [612, 256, 1]], "url(#hair-b)"],
];

export const fringe = () =>
  // Its veil lets the skin through, so that no hard edge lies on the brow.
  path("M556 62 C470 84 396 150 384 262 C410 210 470 184 520 162 C540 152 552 138 560 122 C576 142 606 176 622 250 C630 150 604 88 556 62 Z", "url(#veil)") +
  path(curve([[392, 150], [410, 92], [462, 50], [530, 35], [594, 38], [646, 82], [668, 150], [600, 120], [556, 100], [500, 110]], true), "url(#hair-b)") +
  [...SWEEP, ...OTHER].map(([spine, fill]) => lock(spine, fill) + hair(beside(spine, spine[2][2] * 0.22, 2.2), HAIR.dark, 0.4)).join("") +
  // The ring of light, broken into strokes, and single hairs at the parting.
  [[[520, 72, 0.6], [452, 96, 4], [404, 146, 5], [378, 206, 0.6]], [[530, 92, 0.6], [478, 124, 3.6], [434, 166, 4], [408, 208, 0.6]], [[590, 82, 0.6], [622, 116, 4], [640, 168, 4], [646, 214, 0.6]], [[500, 64, 0.6], [440, 84, 3], [396, 126, 0.6]]].map((s) => hair(s, HAIR.sheen, 0.6)).join("") +
  hair([[548, 36, 0.6], [554, 64, 3], [559, 104, 0.6]], HAIR.dark, 0.7) +
  hair([[556, 64, 0.6], [546, 120, 3.6], [516, 176, 3], [474, 214, 0.6]], HAIR.dark, 0.5) +
  hair([[520, 36, 0.6], [470, 38, 2], [424, 66, 0.6]], HAIR.base, 0.9) + hair([[580, 42, 0.6], [622, 54, 2], [658, 96, 0.6]], HAIR.base, 0.9) + hair([[560, 66, 0.5], [540, 130, 2.2], [530, 190, 1.8], [508, 236, 0.5]], HAIR.mid, 0.95);

export function orchid(x, y) {
  const petal = (a, l, w) => `<g transform="translate(${x} ${y}) rotate(${a})"><path d="M0 0C${-w} ${-l * 0.3} ${-w} ${-l * 0.85} 0 ${-l}C${w} ${-l * 0.85} ${w} ${-l * 0.3} 0 0Z" fill="url(#petal)" stroke="#b878ae" stroke-width=".8"/><path d="M0 -4V${-l * 0.8}" stroke="#c878b4" stroke-width="1.1" opacity=".5"/></g>`;
  return (
    line(`M${x - 30} ${y + 44}L${x + 26} ${y - 40}`, GOLD.dark, 5.4) + line(`M${x - 30} ${y + 43}L${x + 26} ${y - 41}`, GOLD.light, 2.6) + oval(x + 27, y - 42, 5.5, 5.5, GOLD.light) +
    petal(0, 33, 13) + petal(125, 31, 11) + petal(-125, 31, 11) + petal(62, 35, 19) + petal(-62, 35, 19) +
    path(`M${x - 7} ${y - 2}C${x - 12} ${y + 10} ${x - 4} ${y + 19} ${x} ${y + 20}C${x + 4} ${y + 19} ${x + 12} ${y + 10} ${x + 7} ${y - 2}Z`, "#b4509a") + oval(x, y + 1, 4.4, 4, GOLD.light)
  );
}
