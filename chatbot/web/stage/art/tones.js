// The palette and every gradient, in rig units. Light: warm key from the upper left, amber lamps
// behind on the right, a cool window behind on the left.
import { glow, sweep } from "./brush.js";

export const SKIN = { light: "#fff1e6", base: "#fcdccb", mid: "#f2bea6", shade: "#dd967f", deep: "#b76a5a", line: "#a85b4e" };
export const HAIR = { dark: "#21131a", base: "#38222a", mid: "#573539", light: "#84544c", sheen: "#c28d70", cool: "#8a90cf", warm: "#f3b077" };
export const JADE = { dark: "#133c3d", shade: "#1f5a58", base: "#2f7d75", light: "#5db5a4", rim: "#ffd39a", pale: "#bfeee0" };
export const SILK = { light: "#fffaf1", base: "#f8ecdd", mid: "#ecdac9", shade: "#c9a997", line: "#a98673" };
export const GOLD = { light: "#ffe9b0", base: "#e0ab57", dark: "#8f5f25" };
export const INK = { dark: "#1b1724", base: "#2c2638", light: "#463d57" };

const blur = (id, size) => `<filter id="${id}" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${size}"/></filter>`;

const PAINTS = [
  // Only still art is blurred: a layer is painted once and then merely moved.
  blur("soft3", 3), blur("soft6", 6), blur("soft12", 12),
  glow("skin-face", 476, 262, 218, [[0, "#fff4ea"], [0.5, "#fee7d9"], [0.78, "#fcd5c2"], [1, "#f0bba4"]]),
  sweep("skin-neck", 440, 400, 560, 520, [[0, "#e2a08a"], [0.4, "#efb8a2"], [0.75, "#f8cfba"], [1, "#e6a990"]]),
  sweep("skin-arm", 264, 0, 344, 0, [[0, "#fbd8c6"], [0.5, "#fee6d8"], [1, "#f2bfa8"]]),
  sweep("skin-hand", -40, 0, 40, 0, [[0, "#fbd8c6"], [0.5, "#fee6d8"], [1, "#f2bfa8"]]),
  sweep("skin-clasp", 0, -56, 16, 60, [[0, "#fff0e6"], [0.45, "#fde0d0"], [1, "#eeb199"]]),
  sweep("wrist", 0, -26, 0, 4, [[0, "#fbdccc", 0], [1, "#fde2d3"]]),
  sweep("heel", -36, 0, 30, 0, [[0, "#fadccc", 0], [0.55, "#fce0d1"], [1, "#fde2d4", 0]]),
  glow("blush", 0, 0, 40, [[0, "#f58277", 0.34], [0.5, "#f58277", 0.17], [1, "#f58277", 0]]),
  sweep("sclera", 0, 272, 0, 316, [[0, "#bba3ab"], [0.38, "#f3e9e6"], [1, "#fffaf7"]]),
  sweep("iris", 0, 268, 0, 318, [[0, "#1e0f10"], [0.42, "#472720"], [0.78, "#7c4a33"], [1, "#b67c4f"]]),
  sweep("lash", 392, 0, 482, 0, [[0, "#26131a"], [0.6, "#2c171c"], [1, "#6b3f3a"]]),
  sweep("brow", 400, 0, 480, 0, [[0, "#5a3836", 0.85], [0.45, "#4f3031", 0.95], [1, "#64413d", 0.5]]),
  sweep("lid", 0, 226, 0, 276, [[0, "#f9e0d4"], [0.5, "#fce6da"], [1, "#feebdf"]]),
  sweep("lid-edge", 0, 268, 0, 311, [[0, "#feebdf"], [1, "#fae0d4"]]),
  sweep("cheek", 0, 300, 0, 342, [[0, "#fde3d4"], [0.62, "#fde6d9"], [1, "#fde6d9", 0]]),
  sweep("lip-up", 0, -10, 0, 8, [[0, "#e08a8c"], [1, "#c4545f"]]),
  sweep("lip-low", 0, 0, 0, 26, [[0, "#d05a65"], [0.55, "#e98c8e"], [1, "#dc7e7e"]]),
  sweep("hair-back", 500, 120, 500, 760, [[0, "#1c1017"], [0.5, "#24151c"], [1, "#38222a"]]),
  sweep("hair-a", 0, 56, 0, 340, [[0, "#372128"], [0.16, "#593639"], [0.3, "#946253"], [0.42, "#643e3e"], [0.7, "#42282e"], [1, "#372128"]]),
  sweep("hair-b", 0, 56, 0, 340, [[0, "#301c23"], [0.18, "#4d2f34"], [0.31, "#84564c"], [0.45, "#553437"], [0.75, "#382229"], [1, "#301c23"]]),
  sweep("hair-c", 0, 40, 0, 880, [[0, "#372128"], [0.06, "#583639"], [0.115, "#976454"], [0.17, "#643e3e"], [0.3, "#3f262d"], [0.45, "#583739"], [0.56, "#764b45"], [0.66, "#462b30"], [0.8, "#734a44"], [0.92, "#916253"], [1, "#734a44"]]),
  sweep("hair-d", 0, 40, 0, 880, [[0, "#301c23"], [0.06, "#4b2e33"], [0.12, "#805249"], [0.18, "#523336"], [0.32, "#331e26"], [0.46, "#4a2d32"], [0.57, "#613e3d"], [0.68, "#382229"], [0.82, "#5e3c3a"], [0.93, "#7a5047"], [1, "#5e3c3a"]]),
  sweep("hair-e", 0, 40, 0, 880, [[0, "#3a242b"], [0.12, "#8a594d"], [0.18, "#5c3a3b"], [0.32, "#432a30"], [0.46, "#6a4542"], [0.56, "#8a5b4f"], [0.66, "#573739"], [0.8, "#855748"], [0.92, "#a06e5a"], [1, "#855748"]]),
  sweep("veil", 0, 100, 0, 240, [[0, "#452a30", 1], [0.35, "#4a2d32", 0.85], [0.7, "#6b4038", 0.4], [1, "#8d5a4a", 0]]),
  sweep("jade", 0, 555, 0, 1320, [[0, "#47a092"], [0.18, "#38897e"], [0.55, "#2b716a"], [1, "#1d5350"]]),
  sweep("sleeve", 0, 555, 0, 1180, [[0, "#47a092"], [0.22, "#38897e"], [0.55, "#30807a"], [1, "#2c766f"]]),
  // The forearm fades in over the upper arm, so that no edge shows at the elbow.
  sweep("sleeve-low", 0, 872, 0, 1180, [[0, "#30807a", 0], [0.08, "#2f7f78", 1], [1, "#2c766f"]]),
  sweep("dusk", 520, 0, 770, 0, [[0, "#0d2f38", 0], [0.55, "#0d2f38", 0.38], [1, "#0d2f38", 0.12]]),
  sweep("lapel", 380, 520, 470, 1000, [[0, "#67bcab"], [0.5, "#43978a"], [1, "#2c766f"]]),
  sweep("lapel-right", 620, 520, 530, 1000, [[0, "#4ea394"], [0.5, "#33827a"], [1, "#225f5b"]]),
  sweep("silk", 420, 520, 590, 1080, [[0, "#fffaf2"], [0.45, "#faf0e3"], [0.8, "#f0dfcf"], [1, "#dfc7b5"]]),
  sweep("skirt", 300, 1180, 720, 1500, [[0, "#4a4060"], [0.45, "#332c46"], [1, "#1d1928"]]),
  glow("petal", 0, 0, 34, [[0, "#fffafd"], [0.5, "#f8d9ec"], [1, "#d79acb"]]),
];
const BY_ID = new Map(PAINTS.map((paint) => [/id="([^"]+)"/.exec(paint)[1], paint]));

/** The gradients and blurs that this markup refers to. */
export function defsFor(markup) {
  const used = new Set([...markup.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1]));
  return [...used].map((id) => BY_ID.get(id) ?? "").join("");
}
