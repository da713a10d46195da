// Small drawing aids: smooth curves through points, tapered strands, ovals.

const n = (v) => Math.round(v * 10) / 10;

/** Path data of a smooth curve through [[x, y], …] (Catmull-Rom as cubics). */
export function curve(points, closed = false, pull = 1) {
  const count = points.length;
  const at = (i) => (closed ? points[(i + count) % count] : points[Math.max(0, Math.min(count - 1, i))]);
  let d = `M${n(points[0][0])} ${n(points[0][1])}`;
  for (let i = 0; i < (closed ? count : count - 1); i += 1) {
    const [a, b, c, e] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const k = pull / 6;
    d += `C${n(b[0] + (c[0] - a[0]) * k)} ${n(b[1] + (c[1] - a[1]) * k)} ${n(c[0] - (e[0] - b[0]) * k)} ${n(c[1] - (e[1] - b[1]) * k)} ${n(c[0])} ${n(c[1])}`;
  }
  return closed ? `${d}Z` : d;
}

/** Path data of a tapered stroke along [[x, y, width], …]. */
export function strand(spine) {
  const left = [];
  const right = [];
  spine.forEach(([x, y, w], i) => {
    const a = spine[Math.max(0, i - 1)];
    const b = spine[Math.min(spine.length - 1, i + 1)];
    const long = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const nx = (-(b[1] - a[1]) / long) * (w / 2);
    const ny = ((b[0] - a[0]) / long) * (w / 2);
    left.push([x + nx, y + ny]);
    right.unshift([x - nx, y - ny]);
  });
  const back = curve(right).slice(1);
  return `${curve(left)}L${back}Z`;
}

/** Round-ended tapered limb along [[x, y, radius], …]. */
export function limb(spine) {
  const left = [];
  const right = [];
  const normal = (i) => {
    const a = spine[Math.max(0, i - 1)];
    const b = spine[Math.min(spine.length - 1, i + 1)];
    const long = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    return [-(b[1] - a[1]) / long, (b[0] - a[0]) / long];
  };
  spine.forEach(([x, y, r], i) => {
    const [nx, ny] = normal(i);
    left.push([x + nx * r, y + ny * r]);
    right.unshift([x - nx * r, y - ny * r]);
  });
  const [end, start] = [spine.at(-1), spine[0]];
  return `${curve(left)}A${n(end[2])} ${n(end[2])} 0 0 0 ${curve(right).slice(1)}A${n(start[2])} ${n(start[2])} 0 0 0 ${n(left[0][0])} ${n(left[0][1])}Z`;
}

export const path = (d, fill, more = "") => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d, stroke, width, more = "") =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const oval = (x, y, rx, ry, fill, more = "") => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
/** Linear gradient in rig units; stops are [offset, colour, opacity?]. */
export const sweep = (id, x1, y1, x2, y2, stops) =>
  `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stopsOf(stops)}</linearGradient>`;
/** Radial gradient in rig units. */
export const glow = (id, x, y, r, stops, more = "") =>
  `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${x}" cy="${y}" r="${r}" ${more}>${stopsOf(stops)}</radialGradient>`;
const stopsOf = (stops) =>
  stops.map(([at, colour, alpha = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${alpha}"/>`).join("");
