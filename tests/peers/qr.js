// An independent QR reader (npm jsqr): a code as a terminal shows it, in half blocks that are light.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const jsQR = createRequire(import.meta.url)("jsqr").default;
const SCALE = 4;
const HALVES = { " ": [0, 0], "▀": [1, 0], "▄": [0, 1], "█": [1, 1] };
const rows = readFileSync(0, "utf8").split("\n").filter(Boolean);
const light = rows.flatMap((row) => [0, 1].map((half) => [...row].map((block) => HALVES[block][half])));
const [high, wide] = [light.length * SCALE, light[0].length * SCALE];
const pixels = new Uint8ClampedArray(high * wide * 4).fill(255);
for (let y = 0; y < high; y += 1) {
  for (let x = 0; x < wide; x += 1) {
    const at = (y * wide + x) * 4;
    pixels.fill(light[Math.floor(y / SCALE)][Math.floor(x / SCALE)] ? 255 : 0, at, at + 3);
  }
}
console.log(jsQR(pixels, wide, high)?.data ?? "");
