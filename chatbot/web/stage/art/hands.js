// Her right hand, hanging from the wrist at WRIST with the fingers down; the other is its mirror.
// Each pose is a drawing of its own.
import { WRIST } from "./arms.js";
import { limb, line, oval, path } from "./brush.js";
import { SKIN } from "./tones.js";

const LARGE = 1.06; // hands of a size that reads at arm's length
// Drawn with the wrist at 0,0 and moved into place.
const put = (markup) => `<g transform="translate(${WRIST[0]} ${WRIST[1]}) scale(${LARGE})">${markup}</g>`;
/** The same for a hand in line with its arm, whose skin runs on into it without an edge. */
const at = (markup) => put(path("M-11 -22L11 -22L20 6L-20 6Z", "url(#wrist)") + markup);
/** A hand drawn as it is seen when its arm holds it at `angle` degrees. */
const seen = (angle, markup) => put(`<g transform="rotate(${-angle})">${markup}</g>`);
const EDGE = `stroke="${SKIN.line}" stroke-width="2" stroke-opacity=".75" stroke-linejoin="round"`;
const finger = (spine, fill = "url(#skin-hand)") => path(limb(spine), fill, EDGE);
const nail = (x, y, r) => `<ellipse cx="${x}" cy="${y}" rx="4.6" ry="7" transform="rotate(${r} ${x} ${y})" fill="#ee9aa0"/><ellipse cx="${x - 1}" cy="${y - 2}" rx="1.5" ry="3" transform="rotate(${r} ${x} ${y})" fill="#fff" opacity=".7"/>`;
const clasped = (spine) => finger(spine, "url(#skin-clasp)");
/** From the wrist into a clasped hand without an edge. */
const heel = path("M-36 -22C-20 -20 -8 -19 4 -21L28 -30L28 34L2 23C-10 20 -20 18 -36 15Z", "url(#heel)");
const crease = (d, alpha = 0.5) => line(d, SKIN.deep, 1.8, `opacity="${alpha}"`);

// The angle at which the arm holds these; see poses.js.
export const TURNS = { thumb: -148, heart: -140, hold: -172, tray: -172, clasp: -80, pocket: -14 };
/** How far a hand reaches from the wrist, and how far to its sides, rig units; of one in a pocket, what is seen. */
export const SIZES = {
  relax: [148, 38], point: [178, 36], point_down: [178, 36], point_across: [178, 56], open: [182, 64], palm: [180, 36], thumb: [127, 64], flat: [170, 36], heart: [117, 74], hold: [42, 110], tray: [42, 110], pocket: [56, 40],
  clasp: [136, 59], over: [134, 61],
};
/** Where the thing she holds stands in the hand, as seen: its lower middle, from the wrist. */
export const GRIP = { hold: [-4, -50], tray: [-8, -38] };

/**
 * A pointing hand from the back, the thumb on her side: fingers but one are curled away from us, so that
 * their first joints end at their knuckles. `thumb` is its spine, `mark` the place and turn of its nail.
 */
const backhand = (thumb, mark) => at(
  finger(thumb) + nail(...mark) +
  [[[-22, 48, 11.4], [-27, 70, 10.8], [-28, 80, 9.4]], [[-10, 56, 12.4], [-14, 82, 12], [-15, 92, 10.4]], [[4, 60, 13], [3, 88, 12.6], [2, 99, 11]]].map((spine) => finger(spine)).join("") +
  finger([[17, 56, 14.4], [19, 98, 12.6], [20, 132, 11.2], [20, 155, 9.6]]) +
  path("M-20 2C-27 20 -34 38 -33 56C-24 72 18 78 31 60C33 40 26 18 20 2Z", "url(#skin-hand)") +
  line("M-20 2C-27 20 -34 38 -33 54M20 2C24 10 27 16 29 22", SKIN.line, 2, 'opacity=".7"') +
  // Knuckles, and the tendons that run up from them.
  `<g filter="url(#soft3)">${[[18, 60], [4, 66], [-11, 62], [-23, 54]].map(([x, y]) => oval(x, y + 7, 8, 4, "#c9705c", 'opacity=".42"') + oval(x, y - 1, 6, 4.4, "#fff", 'opacity=".5"')).join("")}${line("M14 50L8 14M2 54L2 16M-10 50L-5 18", "#c9705c", 3, 'opacity=".16"')}</g>` +
  crease("M11 66q7 5 14 0M-2 73q6 4 12 0M-17 69q6 4 11 0M-28 61q4 4 9 0", 0.5) + crease("M12 102q7 4 14 0M13 107q7 3 13 0M14 134q6 3 12 0", 0.4) + nail(20, 152, 0));

export const HANDS = {
  point_down: () => backhand([[17, 18, 13], [32, 44, 11.4], [35, 68, 10], [31, 84, 7.6]], [33, 78, 10]),
  point_across: () => backhand([[15, 20, 13.4], [35, 38, 11.6], [50, 58, 9.8], [56, 74, 7.4]], [54, 68, -28]),
  relax: () => at(
    finger([[-14, 60, 11], [-20, 94, 9.5], [-16, 124, 7]]) + finger([[-2, 62, 11.5], [-6, 104, 10], [0, 138, 7]]) +
    finger([[10, 60, 11.5], [8, 102, 10], [12, 136, 7]]) +
    path("M-20 2 C-26 22 -31 46 -26 70 C-14 84 20 84 28 66 C30 44 25 22 20 2 Z", "url(#skin-hand)") +
    finger([[19, 56, 11.4], [22, 92, 9.8], [20, 124, 7]]) +
    // Index and thumb grow out of the hand: no edge at their roots.
    path("M2 34C14 30 30 38 29 62C24 72 14 72 9 64Z", "url(#skin-hand)") +
    `<g filter="url(#soft3)">${path("M12 26C20 44 24 60 25 82L14 78C12 60 10 44 4 28Z", "#7a3a2c", 'opacity=".26"')}</g>` +
    finger([[18, 14, 13], [32, 46, 11], [34, 78, 7.6]]) + path("M-6 0C6 -2 16 0 22 6C28 16 32 28 34 38C26 44 20 40 17 32C10 24 0 16 -6 0Z", "url(#skin-hand)") +
    nail(20, 117, 4) + nail(35, 73, -4) + line("M20 2C25 12 30 22 34 32", SKIN.line, 2, 'opacity=".6"') + crease("M-16 66q4 6 8 0M-1 68q4 6 8 0M13 64q4 5 8 0") + crease("M17 98q5 3 9 0M-4 104q5 3 9 0", 0.35)),
  point: () => at(
    path("M-20 2 C-29 24 -30 52 -22 74 C-8 90 22 86 30 66 C32 42 26 18 20 2", "url(#skin-hand)", EDGE) +
    finger([[17, 52, 15], [19, 98, 13.4], [20, 132, 11.8], [20, 155, 9.6]]) +
    finger([[0, 66, 12.5], [2, 90, 12], [-4, 98, 11]]) + finger([[-14, 62, 12], [-14, 84, 11.5], [-19, 90, 10]]) + finger([[-24, 54, 11], [-26, 72, 10.5], [-29, 77, 9]]) +
    finger([[18, 14, 13], [30, 42, 12], [18, 68, 10.5], [4, 78, 8.6]]) + nail(20, 153, 0) + nail(6, 76, 62) + crease("M10 106q8 4 16 0M12 60q6 4 14 2")),
  // Loosely curled, the thumb along the fingers: so it slides behind the coat's own pocket; see body.js.
  pocket: () => at(
    finger([[-15, 44, 11], [-19, 54, 10.5], [-16, 60, 9]]) + finger([[-3, 46, 12], [-5, 57, 11.5], [-2, 62, 9.4]]) + finger([[10, 44, 12], [10, 55, 11.2], [12, 61, 9]]) +
    path("M-20 2C-27 16 -30 34 -25 52C-12 64 18 64 26 50C29 34 25 18 20 2Z", "url(#skin-hand)") +
    finger([[18, 12, 12], [29, 32, 10.6], [26, 54, 8.4]]) + path("M-4 0C8 -2 16 0 22 6C27 14 30 22 30 30C24 34 19 31 16 25C10 18 2 10 -4 0Z", "url(#skin-hand)") +
    line("M-20 2C-27 16 -30 34 -25 52M20 2C25 10 29 18 31 26", SKIN.line, 2, 'opacity=".6"') + crease("M-16 48q4 5 8 0M-1 50q4 5 8 0M12 48q4 4 7 0")),
  open: () => at(
    finger([[-18, 44, 13], [-46, 66, 11.5], [-62, 92, 8.4]]) +
    finger([[-22, 76, 12], [-30, 118, 10.6], [-34, 154, 7.6]]) + finger([[-4, 80, 12.4], [-6, 128, 11], [-6, 168, 7.8]]) +
    finger([[13, 78, 12], [18, 122, 10.6], [22, 158, 7.6]]) + finger([[27, 68, 10.6], [38, 102, 9.2], [46, 132, 6.8]]) +
    path("M-20 2 C-29 22 -38 46 -34 76 C-22 92 24 92 36 72 C38 44 28 20 20 2 Z", "url(#skin-hand)") +
    path("M-34 44C-36 20 -26 10 -22 0", "none", EDGE) + path("M36 70C38 44 28 18 21 0", "none", EDGE) +
    crease("M-22 34C-8 40 -2 56 -6 76M-26 62C-8 54 12 56 30 66", 0.4) + oval(16, 40, 12, 18, "#f3a894", 'opacity=".35"') + oval(-18, 44, 10, 14, "#f3a894", 'opacity=".3"')),
  // Offering: fingers together and slightly curved, the thumb apart.
  palm: () => at(
    finger([[-18, 30, 13], [-42, 52, 11.5], [-58, 84, 8]]) +
    finger([[-22, 72, 11.6], [-30, 110, 10], [-29, 142, 6.8]]) + finger([[24, 66, 10.8], [31, 100, 9.2], [32, 130, 6.4]]) +
    finger([[-7, 78, 12], [-11, 124, 10.6], [-9, 162, 7.2]]) + finger([[10, 76, 12], [12, 120, 10.4], [14, 156, 7.2]]) +
    path("M-20 2C-27 18 -36 42 -33 74C-22 92 24 90 35 70C37 44 28 20 20 2Z", "url(#skin-hand)") +
    path("M-30 34C-27 20 -23 8 -21 -4", "none", EDGE) + path("M35 68C37 44 28 18 21 0", "none", EDGE) +
    crease("M-20 32C-6 40 0 58 -6 78M-24 64C-8 54 14 56 30 68", 0.42) + oval(15, 38, 12, 17, "#f3a894", 'opacity=".32"') + oval(-17, 42, 9, 13, "#f3a894", 'opacity=".28"')),
  // A fist from the side of the curled fingers, the thumb straight up.
  thumb: () => seen(TURNS.thumb,
    path(limb([[-4, 12, 21], [6, -14, 25], [12, -40, 31]]), "url(#skin-hand)") +
    path("M-16 -24C-24 -46 -20 -72 -6 -82L22 -86L44 -80L50 -10C34 2 6 2 -8 -6Z", "url(#skin-hand)", EDGE) +
    finger([[4, -62, 17], [4, -88, 16], [1, -104, 15], [-3, -114, 12]]) +
    [[-71, 12.6, 54], [-49, 12.8, 58], [-27, 12.2, 56], [-7, 10.8, 50]].map(([y, r, x]) => finger([[16, y + 2, r], [x - 14, y + 1, r], [x, y, r - 1]])).join("") +
    path("M-14 -16C-20 -44 -18 -66 -8 -78C4 -84 16 -78 18 -66C18 -40 14 -18 6 -2Z", "url(#skin-hand)") +
    line("M18 -76C20 -62 18 -44 14 -26M-15 -24C-21 -44 -20 -64 -12 -76", SKIN.line, 1.9, 'opacity=".6"') +
    crease("M-10 -84C-2 -80 8 -80 16 -84M20 -60C24 -58 28 -58 32 -60M20 -38C24 -36 28 -36 32 -38M18 -16C22 -15 26 -15 30 -17", 0.4) +
    `<ellipse cx="3" cy="-109" rx="6.4" ry="8" transform="rotate(-10 3 -109)" fill="#ee9aa0"/><ellipse cx="1" cy="-112" rx="2" ry="3.6" fill="#fff" opacity=".7"/>`),
  // Edge on, as palms meet: the little finger is next to us.
  flat: () => at(
    finger([[-8, 26, 11], [-22, 54, 9.4], [-21, 82, 7]]) + finger([[-6, 74, 11], [-13, 120, 9.6], [-20, 154, 6.8]]) +
    path("M-17 0C-20 30 -19 60 -16 86L17 84C21 60 21 24 17 0", "url(#skin-hand)", EDGE) +
    finger([[1, 74, 12], [-2, 120, 10.4], [-5, 156, 7.2]]) + finger([[6, 68, 11.6], [8, 108, 10], [8, 140, 7]]) + finger([[11, 60, 10.8], [17, 92, 9.2], [20, 116, 6.6]]) +
    path("M-15 2C-17 24 -16 50 -13 74C-4 82 10 80 18 64C20 44 20 20 16 2Z", "url(#skin-hand)") + crease("M-2 76q5 5 10 -2", 0.35) + nail(20, 112, -8)),
  // Half of a heart, drawn upright as it is seen when the arm is bent for it.
  heart: () => seen(TURNS.heart,
    finger([[4, -46, 12], [18, -88, 10.6], [46, -92, 9.6], [68, -70, 7.6]]) + finger([[12, -50, 13], [30, -78, 11.4], [52, -78, 10], [68, -56, 7.6]]) +
    finger([[8, -4, 14], [32, 8, 11.6], [52, 16, 10], [68, 26, 7.8]]) +
    path(limb([[-4, 2, 22], [10, -22, 24], [14, -50, 17]]), "url(#skin-hand)") +
    line("M-14 -18C-14 -34 -10 -50 -4 -60M0 24C8 24 14 20 20 14M31 -42C34 -28 32 -14 24 -6", SKIN.line, 2, 'opacity=".7"') + nail(63, -63, 40) + nail(62, 22, -64)),
  // A clasp as seen, of two drawings: this hand lies beneath, its lower fingers come out under the other palm.
  clasp: () => seen(TURNS.clasp,
    [[[66, 22, 11], [98, 40, 10], [118, 49, 8]], [[72, 8, 12], [108, 27, 11], [134, 38, 8.6]]].map(clasped).join("") +
    clasped([[12, -18, 14], [40, -42, 12.6], [70, -54, 11], [92, -54, 8.6]]) +
    path("M2 -20C18 -26 40 -38 64 -37C88 -34 98 -16 97 2C95 26 82 38 60 40C36 40 18 34 2 23Z", "url(#skin-clasp)") + heel +
    line("M62 40C34 40 10 32 -12 21M40 -32C52 -37 60 -37 70 -36", SKIN.line, 2, 'opacity=".7"') +
    nail(86, -55, 88)),
  // And this one over it: four fingers round its edge, the thumb across the other thumb.
  over: () => seen(TURNS.clasp,
    `<g filter="url(#soft6)">${path("M46 -30L100 -30L130 -6L140 30L128 56L108 72L80 64L46 48Z", "#6e3227", 'opacity=".42"')}</g>` +
    [[[56, 24, 11], [82, 40, 10], [99, 57, 7.8]], [[66, 11, 12], [98, 25, 11], [118, 45, 8.6]], [[70, -5, 12.6], [104, 6, 11.6], [126, 26, 9]], [[64, -21, 12.4], [98, -16, 11.4], [122, 2, 9]]].map(clasped).join("") +
    path("M2 23C18 31 34 37 52 35C72 33 82 18 82 0C82 -18 76 -32 58 -34C40 -36 18 -26 2 -20Z", "url(#skin-clasp)") + heel +
    line("M-12 21C8 30 30 37 54 35", SKIN.line, 2, 'opacity=".7"') +
    crease("M74 -28q7 4 5 11M80 -12q7 5 4 12M77 4q7 5 3 12M66 20q7 4 4 10", 0.55) + line("M62 -22C46 -18 30 -12 16 -6M66 -6C48 -3 34 0 20 4M62 10C46 11 34 12 22 14", SKIN.shade, 2, 'opacity=".3"') +
    `<g filter="url(#soft3)">${path("M30 -24L70 -36L100 -34L98 -24L66 -22L34 -12Z", "#6e3227", 'opacity=".3"')}</g>` +
    clasped([[10, -16, 14], [38, -38, 13], [70, -47, 11.6], [98, -42, 8.8]]) + path("M-6 -16C8 -26 22 -34 36 -40C44 -34 44 -24 34 -18C22 -12 8 -8 -4 -6Z", "url(#skin-clasp)") +
    nail(92, -44, 100) + [[121, 1, -50], [124, 24, -44], [116, 43, -38], [97, 55, -36]].map(([x, y, r]) => nail(x, y, r)).join("")),
  // The palm and the fingers behind the thing, then what lies before it: see FRONTS.
  hold: () => seen(TURNS.hold,
    path(limb([[0, 8, 21], [0, -20, 26], [-2, -46, 34]]), "url(#skin-hand)", EDGE) +
    [[[-12, -74, 12], [-32, -112, 10.8], [-44, -140, 8.2]], [[-22, -68, 12.4], [-46, -98, 11], [-60, -120, 8.4]], [[-28, -56, 11.6], [-54, -76, 10.4], [-70, -92, 8]]].map((spine) => finger(spine)).join("") +
    path("M-19 0C-30 -16 -40 -44 -36 -66C-20 -84 20 -84 34 -66C38 -44 30 -16 20 0L18 12H-18Z", "url(#skin-hand)") + line("M-20 -2C-30 -16 -40 -42 -36 -62M20 0C29 -14 36 -34 36 -54", SKIN.line, 2, 'opacity=".7"') + crease("M-24 -40C-10 -46 4 -40 8 -22", 0.4)),
  // The palm upward beneath what is wide or heavy, its fingers toward us.
  tray: () => seen(TURNS.tray,
    path(limb([[0, 10, 21], [0, -12, 24]]), "url(#skin-hand)", EDGE) +
    finger([[-14, -30, 11], [-56, -44, 10], [-96, -52, 7.6]]) + finger([[16, -28, 13], [50, -40, 11], [74, -52, 8]]) +
    path("M-20 4C-34 -6 -48 -20 -52 -38C-30 -48 26 -48 46 -36C38 -20 28 -6 20 4L18 14H-18Z", "url(#skin-hand)")),
};

/** What of a hand lies before the thing it holds. */
export const FRONTS = {
  // The thumb over its front; the little finger is a ledge beneath it.
  hold: () => seen(TURNS.hold,
    finger([[-38, -58, 10], [-31, -44, 10.4], [-12, -38, 9.8], [8, -39, 8]]) +
    finger([[25, -34, 15], [37, -66, 13], [29, -94, 11.6], [17, -110, 9]]) +
    path("M20 2C30 -14 40 -30 42 -48C34 -58 24 -52 18 -42C8 -38 2 -22 8 -4Z", "url(#skin-hand)") +
    line("M20 2C29 -12 37 -26 40 -42M12 -36C5 -28 4 -16 9 -6", SKIN.line, 2, 'opacity=".6"') + crease("M25 -72q6 -3 12 1M21 -90q5 -3 10 1", 0.45) +
    `<ellipse cx="20" cy="-103" rx="5.4" ry="7.2" transform="rotate(-30 20 -103)" fill="#ee9aa0"/><ellipse cx="17.6" cy="-106" rx="1.7" ry="3.2" transform="rotate(-30 17.6 -106)" fill="#fff" opacity=".7"/>`),
  tray: () => seen(TURNS.tray,
    path("M-20 4C-34 -6 -46 -18 -50 -32C-26 -20 26 -20 44 -32C38 -18 28 -6 20 4L18 14H-18Z", "url(#skin-hand)") +
    [[[-16, -30, 11], [-50, -37, 10.4], [-84, -42, 8]], [[-14, -20, 11.4], [-46, -24, 10.6], [-76, -28, 8]], [[-12, -9, 11], [-38, -11, 10], [-62, -14, 7.6]]].map((spine) => finger(spine)).join("") +
    path("M-14 -2C-26 -10 -26 -30 -12 -38C6 -32 26 -32 40 -40C42 -26 30 -8 20 4L18 14H-18Z", "url(#skin-hand)") +
    finger([[20, -24, 13.4], [46, -38, 11.4], [64, -54, 10], [70, -68, 7.8]]) + path("M6 -24C18 -34 28 -36 36 -40C40 -28 30 -10 20 2C10 -4 6 -14 6 -24Z", "url(#skin-hand)") +
    line("M-20 4C-27 -1 -32 -5 -36 -9M20 3C29 -8 38 -16 44 -26", SKIN.line, 2, 'opacity=".7"') + crease("M-8 -26C0 -18 4 -10 2 2", 0.4) +
    `<ellipse cx="69" cy="-63" rx="4.6" ry="6.6" transform="rotate(14 69 -63)" fill="#ee9aa0"/>`),
};
