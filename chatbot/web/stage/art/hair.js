// Hair in layers: back, cap, airy fringe with two long curtains, waves over the shoulders; orchid pin.
// Tresses are laid between contours, their gradient carries the ring of light.
import { curve, line, oval, path, strand, tresses } from "./brush.js";
import { GOLD, HAIR } from "./tones.js";

// From the part to the tip, left of the picture: the outer and the inner contour of the fall.
const LEFT_OUT = [[524, 40], [456, 40], [390, 74], [349, 148], [336, 236], [331, 330], [322, 430], [304, 525], [291, 605], [301, 672], [318, 722], [300, 784]];
const LEFT_IN = [[518, 100], [494, 108], [446, 138], [404, 182], [384, 240], [378, 336], [386, 430], [378, 520], [364, 596], [362, 660], [376, 712], [322, 792]];
const RIGHT_OUT = [[508, 40], [580, 41], [642, 76], [680, 150], [690, 236], [691, 330], [696, 430], [713, 525], [728, 610], [720, 680], [698, 742], [704, 790], [722, 836]];
const RIGHT_IN = [[518, 100], [544, 108], [588, 138], [622, 182], [626, 240], [622, 336], [618, 430], [622, 520], [632, 596], [640, 668], [622, 734], [628, 794], [676, 850]];
const LONG = ["url(#hair-d)", "url(#hair-c)", "url(#hair-c)", "url(#hair-d)", "url(#hair-c)"];

export const back = () =>
  path(
    curve([[500, 120], [396, 160], [358, 250], [352, 360], [346, 470], [336, 570], [340, 660], [380, 700],
      [500, 690], [620, 700], [676, 660], [690, 570], [676, 470], [662, 360], [654, 250], [612, 160]], true),
    "url(#hair-back)",
  );

function fall(out, inn, count) {
  const between = (t, width) => path(strand(out.map(([x, y], i) => [x + (inn[i][0] - x) * t, y + (inn[i][1] - y) * t, i < 2 || i > out.length - 3 ? 0.5 : width])), HAIR.dark, 'opacity=".5"');
  return path(curve([...out, ...[...inn].reverse()], true), "url(#hair-d)") + tresses(out, inn, count, LONG, 1.2) + [0.14, 0.37, 0.58, 0.8].map((t) => between(t, 2.4)).join("");
}

/** The left fall ends at the chest; the right one, longer, lies over the jacket and takes the lamp's light. */
export const fallLeft = () =>
  fall(LEFT_OUT, LEFT_IN, 7) +
  path(strand([[362, 124, 1], [345, 170, 4], [337, 240, 4.4], [333, 330, 4.4], [324, 430, 4], [306, 525, 3.4], [296, 590, 1]]), HAIR.cool, 'opacity=".5"') +
  path(strand([[388, 400, 1], [396, 460, 6], [390, 530, 7], [376, 600, 5], [386, 650, 1]]), "url(#hair-c)") +
  path(strand([[470, 50, 1], [430, 60, 4], [398, 80, 1]]), HAIR.sheen, 'opacity=".5"');

export const fallRight = () =>
  fall(RIGHT_OUT, RIGHT_IN, 8) + path(strand([[519, 44, 1], [520, 66, 3.4], [518, 92, 2]]), HAIR.dark, 'opacity=".7"') +
  path(strand([[656, 100, 1], [680, 160, 5], [688, 240, 5.4], [689, 330, 5.4], [694, 430, 5], [710, 525, 5], [724, 606, 4], [719, 680, 1]]), HAIR.warm, 'opacity=".8"') +
  path(strand([[616, 400, 1], [606, 480, 6], [612, 560, 8], [618, 640, 6], [602, 712, 1]]), "url(#hair-c)");

const wisp = (s, fill = "url(#hair-a)") => path(strand(s), fill);

export const fringe = () =>
  // A thin veil at the part, then airy wisps that sweep to both sides and leave the brow free.
  path("M516 74 C450 92 398 150 386 236 C410 196 444 166 478 148 C496 138 508 128 518 116 C528 128 544 138 560 148 C590 166 610 196 620 236 C612 150 580 92 516 74 Z", "url(#veil)") +
  [[[514, 82, 8], [484, 116, 28], [444, 164, 30], [414, 210, 22], [396, 250, 10], [388, 286, 1.5]], [[516, 84, 8], [494, 122, 22], [464, 168, 20], [436, 208, 14], [414, 240, 7], [402, 262, 1]]].map((s, i) => wisp(s, i ? "url(#hair-b)" : "url(#hair-a)")).join("") +
  [[[522, 82, 8], [552, 116, 28], [590, 162, 28], [612, 208, 20], [624, 248, 9], [628, 282, 1.5]], [[520, 84, 8], [542, 122, 22], [570, 166, 20], [592, 204, 13], [608, 236, 6], [616, 258, 1]]].map((s, i) => wisp(s, i ? "url(#hair-b)" : "url(#hair-a)")).join("") +
  wisp([[517, 88, 6], [504, 126, 14], [482, 172, 11], [458, 212, 6], [440, 236, 1]]) + wisp([[519, 88, 6], [532, 126, 14], [552, 170, 11], [574, 206, 6], [590, 228, 1]]) +
  wisp([[517, 92, 4], [510, 140, 7], [494, 186, 5], [474, 224, 1]], "url(#hair-b)") + wisp([[520, 92, 4], [527, 140, 7], [540, 184, 5], [558, 218, 1]], "url(#hair-b)") +
  // Curtains that frame the cheeks.
  wisp([[514, 74, 10], [452, 96, 40], [400, 150, 46], [376, 220, 30], [370, 284, 17], [378, 340, 10], [396, 388, 1.5]], "url(#hair-b)") +
  tresses([[510, 66], [440, 80], [380, 138], [360, 214], [356, 284], [366, 344], [392, 394]], [[516, 98], [470, 118], [418, 168], [392, 230], [382, 286], [384, 336], [396, 380]], 4, ["url(#hair-a)", "url(#hair-b)"], 1.05) +
  wisp([[524, 74, 10], [578, 96, 38], [622, 148, 42], [634, 216, 28], [634, 282, 16], [624, 340, 10], [608, 386, 1.5]], "url(#hair-b)") +
  tresses([[526, 66], [592, 80], [642, 136], [650, 212], [646, 284], [634, 344], [612, 392]], [[522, 98], [562, 118], [604, 166], [614, 226], [618, 286], [616, 336], [606, 378]], 4, ["url(#hair-a)", "url(#hair-b)"], 1.05) +
  // The part itself, laid over where all tresses begin.
  wisp([[521, 48, 2], [506, 66, 20], [480, 98, 30], [452, 134, 14], [436, 160, 1]]) + wisp([[519, 48, 2], [534, 66, 20], [558, 98, 30], [586, 134, 14], [602, 160, 1]]) +
  wisp([[520, 52, 2], [519, 78, 16], [516, 116, 16], [510, 160, 1]]) + path(strand([[520, 46, 0.6], [520.5, 62, 2.2], [519, 84, 0.6]]), HAIR.dark, 'opacity=".6"') +
  [[[508, 90, 0.6], [462, 112, 3], [416, 166, 3], [392, 240, 0.6]], [[526, 90, 0.6], [574, 114, 3], [610, 170, 3], [620, 240, 0.6]], [[506, 96, 0.5], [478, 140, 2], [458, 192, 2], [448, 226, 0.5]], [[518, 96, 0.5], [514, 150, 2], [506, 200, 2], [500, 226, 0.5]]]
    .map((s) => path(strand(s), HAIR.dark, 'opacity=".55"')).join("") +
  [[[488, 100, 0.6], [444, 124, 3], [408, 172, 3], [392, 214, 0.6]], [[548, 98, 0.6], [590, 126, 3], [618, 168, 3], [628, 208, 0.6]]].map((s) => path(strand(s), HAIR.sheen, 'opacity=".55"')).join("");

export function orchid(x, y) {
  const petal = (a, l, w) => `<g transform="translate(${x} ${y}) rotate(${a})"><path d="M0 0C${-w} ${-l * 0.3} ${-w} ${-l * 0.85} 0 ${-l}C${w} ${-l * 0.85} ${w} ${-l * 0.3} 0 0Z" fill="url(#petal)" stroke="#b878ae" stroke-width=".8"/><path d="M0 -4V${-l * 0.8}" stroke="#c878b4" stroke-width="1.1" opacity=".5"/></g>`;
  return (
    line(`M${x - 30} ${y + 44}L${x + 26} ${y - 40}`, GOLD.dark, 5.4) + line(`M${x - 30} ${y + 43}L${x + 26} ${y - 41}`, GOLD.light, 2.6) + oval(x + 27, y - 42, 5.5, 5.5, GOLD.light) +
    petal(0, 33, 13) + petal(125, 31, 11) + petal(-125, 31, 11) + petal(62, 35, 19) + petal(-62, 35, 19) +
    path(`M${x - 7} ${y - 2}C${x - 12} ${y + 10} ${x - 4} ${y + 19} ${x} ${y + 20}C${x + 4} ${y + 19} ${x + 12} ${y + 10} ${x + 7} ${y - 2}Z`, "#b4509a") + oval(x, y + 1, 4.4, 4, GOLD.light)
  );
}
