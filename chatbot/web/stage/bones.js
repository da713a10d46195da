// Bones and parts: nested divs moved by transform and opacity alone. A bone is its own composited
// layer, painted once; all art shares one coordinate frame (rig units, 1000 wide, x = 500 the middle).
// Still art is an SVG image: inline, its blurs and opacities would be composed anew in every frame.

import { defsFor } from "./art/tones.js";

const SVG = "http://www.w3.org/2000/svg";
const loading = [];

/** Resolves when all art drawn so far can be shown. */
export const artReady = () => Promise.allSettled(loading.map((image) => image.decode()));

export class Bone {
  /** `tint` turns the markup of all art on it into other colours. */
  constructor(host, name, pivot = [500, 0], mirror = false, tint = (markup) => markup) {
    this.tint = tint;
    this.name = name;
    this.pivot = pivot;
    this.mirror = mirror;
    this.parts = [];
    this.children = [];
    this.box = document.createElement("div");
    this.box.className = "bone";
    this.box.dataset.bone = name;
    host.append(this.box);
    this.shown = "";
    this.opacity = 1;
    this.v = { x: 0, y: 0, r: 0, sx: 1, sy: 1 };
  }

  child(name, pivot, mirror = false) {
    const bone = new Bone(this.box, name, pivot, mirror, this.tint);
    this.children.push(bone);
    return bone;
  }

  /** Adds still art; `box` is [x, y, width, height] in rig units. */
  draw([x, y, w, h], markup) {
    const file = `<svg xmlns="${SVG}" viewBox="${x} ${y} ${w} ${h}" width="${w}" height="${h}"><defs>${defsFor(markup)}</defs>${markup}</svg>`;
    const image = new Image();
    image.alt = "";
    image.src = URL.createObjectURL(new Blob([this.tint(file)], { type: "image/svg+xml" }));
    loading.push(image);
    return this.add(image, [x, y, w, h]);
  }

  /** Adds art that changes its shape. */
  drawLive([x, y, w, h], markup) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
    svg.innerHTML = this.tint(`<defs>${defsFor(markup)}</defs>${markup}`);
    return this.add(svg, [x, y, w, h]);
  }

  /** A point of no size that moves with this bone. */
  pin([x, y]) {
    return this.add(document.createElement("i"), [x, y, 0, 0]);
  }

  add(element, [x, y, w, h]) {
    this.box.append(element);
    this.parts.push({ element, x, y, w, h });
    return element;
  }

  place(u) {
    this.u = u;
    this.shown = "";
    this.box.style.transformOrigin = `${this.pivot[0] * u}px ${this.pivot[1] * u}px`;
    for (const { element, x, y, w, h } of this.parts) {
      element.style.left = `${x * u}px`;
      element.style.top = `${y * u}px`;
      element.style.width = `${w * u}px`;
      element.style.height = `${h * u}px`;
    }
    for (const child of this.children) child.place(u);
    this.move(this.v.x, this.v.y, this.v.r, this.v.sx, this.v.sy);
  }

  /** x, y in rig units, r in degrees. */
  move(x = 0, y = 0, r = 0, sx = 1, sy = 1) {
    this.v = { x, y, r, sx, sy };
    const u = this.u ?? 1;
    const flip = this.mirror ? -sx : sx;
    const scale = flip === 1 && sy === 1 ? "" : ` scale(${flip.toFixed(3)},${sy.toFixed(3)})`;
    const text = `translate(${(x * u).toFixed(1)}px,${(y * u).toFixed(1)}px) rotate(${r.toFixed(2)}deg)${scale}`;
    if (text === this.shown) return;
    this.shown = text;
    this.box.style.transform = text;
  }

  fade(opacity) {
    const step = Math.round(opacity * 50) / 50;
    if (step === this.opacity) return;
    this.opacity = step;
    // A hidden part is no layer at all, which costs less than one of opacity 0.
    this.box.style.visibility = step === 0 ? "hidden" : "visible";
    this.box.style.opacity = step;
  }
}
