// The art in other colours: what is jade becomes plum, what is brown and dark becomes auburn. Skin,
// silk and gold stay.

const HEX = /#[0-9a-f]{6}\b/gi;

function hsl(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const high = Math.max(r, g, b);
  const low = Math.min(r, g, b);
  const light = (high + low) / 2;
  const span = high - low;
  if (span === 0) return [0, 0, light];
  const turn = high === r ? ((g - b) / span + 6) % 6 : high === g ? (b - r) / span + 2 : (r - g) / span + 4;
  return [turn * 60, span / (1 - Math.abs(2 * light - 1)), light];
}

const percent = (share) => `${(Math.min(1, share) * 100).toFixed(1)}%`;

function changed(hex) {
  const [hue, full, light] = hsl(hex);
  if (hue > 140 && hue < 200 && full > 0.12) return `hsl(${(hue + 158).toFixed(0)} ${percent(full * 0.82)} ${percent(light * 0.96)})`;
  const dark = light < 0.42 && light > 0.09 && full < 0.5;
  if (dark && (hue > 320 || hue < 25)) return `hsl(${((hue + 26) % 360).toFixed(0)} ${percent(full + 0.26)} ${percent(light * 1.18)})`;
  return hex;
}

const known = new Map();

/** SVG markup in the second palette. */
export function recoloured(markup) {
  return markup.replace(HEX, (hex) => {
    const key = hex.toLowerCase();
    if (!known.has(key)) known.set(key, changed(key));
    return known.get(key);
  });
}
