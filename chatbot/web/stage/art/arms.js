// One arm (her right, on the left of the picture) hanging from the shoulder; the other is its mirror.
import { limb, line, path } from "./brush.js";
import { GOLD, JADE, SILK, SKIN } from "./tones.js";

export const SHOULDER = [304, 612];
export const UPPER = 300;
export const FORE = 268;
export const HAND = 178; // wrist to the tip of the pointing finger
export const ASIDE = 21; // and how far that finger lies beside the middle of its wrist
export const ELBOW = [304, 612 + UPPER];
export const WRIST = [304, 612 + UPPER + FORE];

const UPPER_SLEEVE = limb([[306, 614, 47], [304, 690, 46], [303, 800, 42], [304, 912, 38]]);
// The point of the elbow, which a straight arm hides.
const CORNER = "M266 866C263 890 262 912 265 928C268 942 277 950 289 949C305 947 320 940 330 928C338 916 342 896 342 866Z";
const LOW_SLEEVE = limb([[304, 912, 38], [303, 980, 39], [304, 1050, 38]]);
const SHADE = limb([[304, 970, 34], [304, 1010, 40], [304, 1066, 42]]);
const CUFF = "M265 990L342 990C343 1030 347 1070 347 1106C328 1118 280 1118 261 1106C261 1070 264 1030 265 990Z";

/** `rim` is the colour of the light behind that shoulder; `dusk` shades it like the jacket on the far side of the key light. */
export const upper = (rim, dusk) =>
  `<clipPath id="upper-in"><path d="${UPPER_SLEEVE}"/></clipPath>` + path(UPPER_SLEEVE, "url(#sleeve)") + path(CORNER, "url(#sleeve)") +
  // Shade starts below the armpit, so that the sleeve and the shoulder read as one cloth.
  `<g clip-path="url(#upper-in)">${dusk ? `<g filter="url(#soft12)">${path("M280 560L384 560L374 900L338 900C348 780 338 670 280 592Z", "#123c44", 'opacity=".62"')}</g>` : ""}<g filter="url(#soft6)">${path("M352 690 C350 760 346 850 340 920 L316 940 C326 860 326 770 334 700 Z", JADE.dark, 'opacity=".5"')}${path("M268 640 C262 740 264 830 270 900 L292 900 C288 820 288 730 296 640 Z", JADE.pale, 'opacity=".13"')}</g></g>` + line("M273 582 C258 600 257 650 257 700 C257 770 260 840 266 912", rim, 2.4, 'opacity=".38"') +
  `<g clip-path="url(#upper-in)">${`<g filter="url(#soft3)">${path("M356 668C354 760 350 850 344 916L326 916C336 850 340 760 340 690Z", "#0c2a2d", 'opacity=".5"')}</g>` + line("M350 684C348 770 345 840 342 906", "#0c2a2d", 3.6, 'opacity=".8"')}${line("M300 852 C316 866 330 872 342 872M290 886 C304 900 322 906 338 902M322 712 C332 726 340 734 350 738", JADE.dark, 3, 'opacity=".32"')}</g>`;

/** `shading`: what it stands before lies in its shade, from the middle of the sleeve on. */
export const fore = (rim, shading) =>
  (shading ? `<g filter="url(#soft6)" opacity=".26">${path(SHADE, "#0a2328")}</g>` : "") +
  // Wrist, silk cuff, sleeve.
  path(limb([[304, 1090, 25], [304, 1140, 22.5], [304, 1188, 21]]), "url(#skin-arm)") + line("M282 1136L283.6 1182M326 1136L324.4 1182", SKIN.line, 2, 'opacity=".7"') +
  `<g filter="url(#soft3)">${path("M280 1120H328V1144C316 1150 292 1150 280 1144Z", "#8a4a3c", 'opacity=".32"')}</g>` +
  path("M268 1092 C284 1102 324 1102 340 1092 L338 1130 C322 1140 286 1140 270 1130 Z", SILK.base) +
  line("M271 1123 C288 1133 320 1133 337 1123", SILK.shade, 3, 'opacity=".6"') +
  path(LOW_SLEEVE, "url(#sleeve-low)") +
  path(CUFF, "url(#sleeve-low)") +
  `<clipPath id="fore-in"><path d="${LOW_SLEEVE}"/><path d="${CUFF}"/></clipPath><g clip-path="url(#fore-in)"><g filter="url(#soft6)">${path("M346 950 C348 990 346 1050 344 1106 L322 1112 C330 1040 328 980 330 920 Z", JADE.dark, 'opacity=".45"')}${path("M270 960 C266 1000 266 1050 270 1100 L290 1104 C286 1050 286 990 290 930 Z", JADE.pale, 'opacity=".13"')}</g></g>` + line("M267 924 C264 980 264 1040 264 1098", rim, 2.2, 'opacity=".34"') +
  line("M261 1100 C282 1113 326 1113 347 1100", GOLD.base, 2.6, 'opacity=".8"') +
  // The crease in the bend, and folds that run out from it.
  `<g clip-path="url(#fore-in)">${line("M342 930C342 970 342 1010 343 1034C346 1060 347 1080 346 1100", JADE.dark, 3.4, 'opacity=".45"')}<g filter="url(#soft3)">${path("M350 902C338 920 324 928 306 930C322 938 338 938 350 930Z", JADE.dark, 'opacity=".4"')}</g>${line("M350 908C338 922 324 929 308 930", JADE.dark, 2.8, 'opacity=".55"') + line("M276 926C284 938 294 944 306 945M272 944C282 956 294 960 304 959", JADE.dark, 2.4, 'opacity=".3"')}${line("M318 948C330 956 340 958 350 956M318 976C328 984 338 986 350 982M300 1034C316 1044 330 1046 350 1040", JADE.dark, 3, 'opacity=".32"')}</g>`;
