// Where things stand: the platform's safe area, and the rig's scale and origin.

// What each app draws over the picture, as fractions of the frame [top, right, bottom, left].
// Approximate and not measured on the apps: on 9:16 live pages a host chip and viewer count on top, an
// icon column right, comments and an input bar at the bottom; on Twitch the 16:9 player controls.
// Apps move these without notice; keep a finger's width of slack.
const FRAMES = {
  none: [0.022, 0.035, 0.025, 0.035],
  taobao: [0.125, 0.15, 0.3, 0.035],
  douyin: [0.13, 0.17, 0.3, 0.035],
  tiktok: [0.125, 0.16, 0.32, 0.035],
  twitch: [0.085, 0.03, 0.11, 0.03],
};
// Where the platform's own buy entry sits, for `anchor` sides without a card (fractions of the frame).
const SIDES = {
  down: [0.5, 0.99], left: [0.02, 0.62], right: [0.98, 0.62], up: [0.5, 0.02],
  "down-left": [0.08, 0.97], "down-right": [0.92, 0.97], "up-left": [0.08, 0.05], "up-right": [0.92, 0.05],
};

export const frameNamed = (name) => (name in FRAMES ? name : "none");
export const sideNamed = (name) => String(name ?? "down").replace("_", "-").replace(/^bottom/, "down").replace(/^top/, "up");
export const sidePoint = (name) => SIDES[sideNamed(name)] ?? SIDES.down;

const CARD = 43; // of stage.css: caption, card and the gaps between them
const CODED_CARD = 52; // the same with a code on it

/**
 * Pixels: safe rectangle, label size, rig scale `u` (px a unit), rig origin, and the frame's shape.
 * `narrow`: between an app's bars the card stands upright beside her, so that it covers no arm.
 * `coded`: the card carries a code, and is taller.
 * `near`: the arm on the side of the card. With `two` hosts `second` is where the other stands.
 */
export function measure(width, height, frame, two = false, coded = false) {
  const wide = width > height * 0.8;
  const narrow = !wide && frame !== "none";
  const cut = FRAMES[frame];
  const safe = { top: cut[0] * height, right: width * (1 - cut[1]), bottom: height * (1 - cut[2]), left: cut[3] * width };
  // 3.55 % of the height makes even a Latin capital (0.72 em) taller than the 2.5 % that is promised.
  // China's GB 45438-2025 asks for characters of 5 % of the shorter side; a Chinese one fills 0.9 em.
  const label = Math.max(height * 0.0355, Math.min(width, height) * 0.058, 13);
  const top = narrow ? safe.top * 0.66 : Math.max(safe.top * 0.6, height * (wide ? 0.075 : 0.085));
  const unit = (Math.min(width, height) / 100) * (narrow ? 0.82 : 1);
  // Rig units: crown of the hair 62, hips 1130, hem 1735. A wide frame shows her to the hip, the caption beside her; in a tall one
  // the card (its upper edge CARD units above the safe area's end) lies below her hips; between an app's
  // bars the caption runs beneath her waist and hands.
  const low = (safe.bottom - (coded ? CODED_CARD : CARD) * unit - top) / (1130 - 62);
  const u = wide ? (height - top) / 1180 : narrow ? (height - top) / 1750 : Math.min(width / 960, (height - top) / 1560, low);
  const spot = { width, height, wide, narrow, near: "right", safe, label, unit };
  const stand = (share, scale) => ({ u: u * scale, x: width * share - 500 * u * scale, y: Math.max(top + (1 - scale) * 0.34 * height - 62 * u * scale, height - 1735 * u * scale) });
  if (!two) return { ...spot, ...stand(wide ? 0.37 : narrow ? 0.65 : 0.5, 1) };
  // Two share the place of one, a little smaller, the second behind; the first is beside the card, or reaches it.
  const [first, second] = wide ? [0.44, 0.17] : narrow ? [0.48, 0.81] : [0.67, 0.3];
  const scale = wide ? 0.94 : narrow ? 0.67 : 0.76;
  return { ...spot, ...stand(first, scale), second: stand(second, scale * 0.97) };
}
