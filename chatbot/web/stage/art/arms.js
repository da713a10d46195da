// One arm (her right, on the left of the picture) hanging from the shoulder; the other is its mirror.
// Hands hang from the wrist at (WRIST), fingers down; each pose is a drawing of its own.
import { limb, line, oval, path } from "./brush.js";
import { GOLD, JADE, SILK, SKIN } from "./tones.js";

export const SHOULDER = [304, 612];
export const UPPER = 300;
export const FORE = 268;
export const HAND = 168; // wrist to the tip of the pointing finger
export const ELBOW = [304, 612 + UPPER];
export const WRIST = [304, 612 + UPPER + FORE];

const UPPER_SLEEVE = limb([[306, 614, 47], [304, 690, 46], [303, 800, 42], [304, 912, 38]]);
const LOW_SLEEVE = limb([[304, 912, 38], [303, 980, 39], [304, 1050, 38]]);

/** `rim` is the colour of the light behind that shoulder. */
export const upper = (rim) =>
  `<clipPath id="upper-in"><path d="${UPPER_SLEEVE}"/></clipPath>` + path(UPPER_SLEEVE, "url(#sleeve)") +
  // Shade starts below the armpit, so that the sleeve and the shoulder read as one cloth.
  `<g clip-path="url(#upper-in)"><g filter="url(#soft6)">${path("M352 690 C350 760 346 850 340 920 L316 940 C326 860 326 770 334 700 Z", JADE.dark, 'opacity=".5"')}${path("M268 640 C262 740 264 830 270 900 L292 900 C288 820 288 730 296 640 Z", JADE.pale, 'opacity=".13"')}</g></g>` + line("M273 582 C258 600 257 650 257 700 C257 770 260 840 266 912", rim, 2.6, 'opacity=".6"') +
  line("M300 852 C316 866 330 872 342 872M290 886 C304 900 322 906 338 902M322 712 C332 726 340 734 350 738", JADE.dark, 3, 'opacity=".32"');

export const fore = (rim) =>
  // Wrist, silk cuff, sleeve.
  path(limb([[304, 1090, 25], [304, 1140, 22], [304, 1188, 21]]), "url(#skin-arm)") +
  path("M268 1092 C284 1102 324 1102 340 1092 L338 1130 C322 1140 286 1140 270 1130 Z", SILK.base) +
  line("M271 1123 C288 1133 320 1133 337 1123", SILK.shade, 3, 'opacity=".6"') +
  path(LOW_SLEEVE, "url(#sleeve-low)") +
  path("M263 1030 H345 C347 1060 348 1090 347 1106 C328 1118 280 1118 261 1106 C260 1090 261 1060 263 1030 Z", "url(#sleeve)") +
  `<clipPath id="fore-in"><path d="${LOW_SLEEVE}"/><path d="M263 1030H345L347 1108H261Z"/></clipPath><g clip-path="url(#fore-in)"><g filter="url(#soft6)">${path("M346 950 C348 990 346 1050 344 1106 L322 1112 C330 1040 328 980 330 920 Z", JADE.dark, 'opacity=".45"')}${path("M270 960 C266 1000 266 1050 270 1100 L290 1104 C286 1050 286 990 290 930 Z", JADE.pale, 'opacity=".13"')}</g></g>` + line("M267 924 C264 980 264 1040 264 1098", rim, 2.4, 'opacity=".5"') +
  line("M261 1100 C282 1113 326 1113 347 1100", GOLD.base, 2.6, 'opacity=".8"') +
  line("M318 936 C332 946 340 950 345 950M312 972 C324 984 334 987 345 984M300 1034 C316 1044 330 1046 344 1040", JADE.dark, 3, 'opacity=".32"');

// Hands are drawn with the wrist at 0,0 and moved into place.
const at = (markup) => `<g transform="translate(${WRIST[0]} ${WRIST[1]})">${markup}</g>`;
const EDGE = `stroke="${SKIN.line}" stroke-width="2" stroke-opacity=".75" stroke-linejoin="round"`;
const finger = (spine) => path(limb(spine), "url(#skin-hand)", EDGE);
const nail = (x, y, r) => `<ellipse cx="${x}" cy="${y}" rx="4.6" ry="7" transform="rotate(${r} ${x} ${y})" fill="#ee9aa0"/><ellipse cx="${x - 1}" cy="${y - 2}" rx="1.5" ry="3" transform="rotate(${r} ${x} ${y})" fill="#fff" opacity=".7"/>`;
const crease = (d, alpha = 0.5) => line(d, SKIN.deep, 1.8, `opacity="${alpha}"`);

export const HEART_TURN = 140; // the hand's angle in that pose, undone

export const HANDS = {
  relax: () => at(
    finger([[-14, 60, 11], [-20, 94, 9.5], [-16, 124, 7]]) + finger([[-2, 62, 11.5], [-6, 104, 10], [0, 138, 7]]) +
    finger([[10, 60, 11.5], [8, 102, 10], [12, 136, 7]]) +
    path("M-22 -8 C-28 20 -32 44 -26 70 C-14 84 20 84 28 66 C30 44 26 20 22 -8 Z", "url(#skin-hand)") +
    finger([[20, 56, 11], [22, 92, 9.6], [20, 124, 7]]) +
    finger([[20, 16, 12], [33, 46, 10.4], [35, 76, 7.4]]) + nail(20, 117, 4) + nail(36, 72, -4) +
    crease("M-14 66q4 6 8 0M4 68q4 5 8 0")),
  point: () => at(
    path("M-22 -8 C-30 22 -30 52 -22 74 C-8 90 22 86 30 66 C32 42 26 16 22 -8", "url(#skin-hand)", EDGE) +
    finger([[18, 54, 13], [20, 100, 11], [20, 136, 9.6], [20, 159, 7.4]]) +
    finger([[0, 66, 12.5], [2, 90, 12], [-4, 98, 11]]) + finger([[-14, 62, 12], [-14, 84, 11.5], [-19, 90, 10]]) + finger([[-24, 54, 11], [-26, 72, 10.5], [-29, 77, 9]]) +
    finger([[18, 14, 13], [30, 42, 12], [18, 68, 10.5], [4, 78, 8.6]]) + nail(20, 156, 0) + nail(6, 76, 62) + crease("M10 106q8 4 16 0M12 60q6 4 14 2")),
  open: () => at(
    finger([[-18, 44, 13], [-46, 66, 11.5], [-62, 92, 8.4]]) +
    finger([[-22, 76, 12], [-30, 118, 10.6], [-34, 154, 7.6]]) + finger([[-4, 80, 12.4], [-6, 128, 11], [-6, 168, 7.8]]) +
    finger([[13, 78, 12], [18, 122, 10.6], [22, 158, 7.6]]) + finger([[27, 68, 10.6], [38, 102, 9.2], [46, 132, 6.8]]) +
    path("M-21 -8 C-30 20 -38 44 -34 76 C-22 92 24 92 36 72 C38 44 28 18 21 -8 Z", "url(#skin-hand)") +
    path("M-34 44C-36 20 -26 10 -22 0", "none", EDGE) + path("M36 70C38 44 28 18 21 0", "none", EDGE) +
    crease("M-22 34C-8 40 -2 56 -6 76M-26 62C-8 54 12 56 30 66", 0.4) + oval(16, 40, 12, 18, "#f3a894", 'opacity=".35"') + oval(-18, 44, 10, 14, "#f3a894", 'opacity=".3"')),
  thumb: () => at(
    path("M-22 -8 C-32 22 -34 56 -24 80 C-8 96 22 92 32 74 C34 44 28 16 22 -8", "url(#skin-hand)", EDGE) +
    finger([[14, 36, 15], [38, 22, 13], [62, 10, 11], [80, 2, 9]]) + nail(78, 2, 68) +
    [[46, 14], [62, 13.4], [77, 12.4], [90, 11]].map(([y, r]) => finger([[-16, y, r], [14, y + 1, r], [22, y + 1, r - 1.6]])).join("") + crease("M-22 54h6M-22 69h6M-22 83h6")),
  flat: () => at(
    path("M-18 -8 C-22 30 -20 60 -16 84 L18 84 C22 60 22 24 18 -8", "url(#skin-hand)", EDGE) +
    finger([[-10, 70, 10], [-11, 112, 9], [-9, 142, 6.6]]) + finger([[9, 72, 11.5], [9, 122, 10.4], [8, 158, 7.4]]) + finger([[-1, 72, 11.5], [-2, 120, 10.4], [-1, 152, 7.4]]) +
    finger([[16, 22, 12], [27, 58, 10.6], [25, 86, 7.6]]) + nail(8, 152, 0) + nail(25, 82, 4)),
  // Half of a heart, drawn upright as it is seen when the arm is bent for it.
  heart: () => at(`<g transform="rotate(${HEART_TURN})">` +
    finger([[4, -46, 12], [18, -88, 10.6], [46, -92, 9.6], [68, -70, 7.6]]) + finger([[12, -50, 13], [30, -78, 11.4], [52, -78, 10], [68, -56, 7.6]]) +
    finger([[8, -4, 14], [32, 8, 11.6], [52, 16, 10], [68, 26, 7.8]]) +
    path(limb([[-4, 2, 22], [10, -22, 24], [14, -50, 17]]), "url(#skin-hand)") +
    line("M-14 -18C-14 -34 -10 -50 -4 -60M0 24C8 24 14 20 20 14M31 -42C34 -28 32 -14 24 -6", SKIN.line, 2, 'opacity=".7"') + nail(63, -63, 40) + nail(62, 22, -64) +
    "</g>"),
  hold: () => at(
    path("M-22 -8 C-30 20 -34 46 -30 70 L30 70 C34 46 28 20 22 -8", "url(#skin-hand)", EDGE) +
    `<g data-gift="1">${gift()}</g>` +
    finger([[-30, 56, 11], [-24, 74, 11], [-6, 78, 9]]) + finger([[-32, 78, 11.4], [-24, 94, 11.2], [-2, 96, 9]]) +
    finger([[-30, 100, 11], [-22, 114, 10.6], [-2, 115, 8.4]]) + finger([[-24, 120, 10], [-16, 132, 9.4], [0, 132, 7.6]]) +
    finger([[24, 34, 12.6], [38, 66, 11.6], [32, 98, 8.6]]) + nail(33, 93, 8)),
};

/** A gift box: whatever is sold, it may be in there. Its lid is away from the wrist. */
function gift() {
  const loop = (side) => path(`M0 178C${side * 14} 168 ${side * 40} 172 ${side * 38} 190C${side * 34} 206 ${side * 10} 196 0 178Z`, GOLD.base, `stroke="${GOLD.dark}" stroke-width="1.6"`);
  return (
    path("M-46 44 H46 C49 44 50 46 50 49 V150 H-50 V49 C-50 46 -49 44 -46 44 Z", "#f6e3d3") + path("M14 44 H46 C49 44 50 46 50 49 V150 H14 Z", "#d6b29c", 'opacity=".6"') +
    path("M-54 146 H54 C57 146 58 148 58 150 V174 C58 177 57 178 54 178 H-54 C-57 178 -58 177 -58 174 V150 C-58 148 -57 146 -54 146 Z", "#fff3e6") + path("M14 146 H54 C57 146 58 148 58 150 V174 C58 177 57 178 54 178 H14 Z", "#dcbba6", 'opacity=".55"') +
    path("M-9 44 H9 V178 H-9 Z", JADE.base) + loop(-1) + loop(1) + oval(0, 180, 9, 8, GOLD.light)
  );
}
