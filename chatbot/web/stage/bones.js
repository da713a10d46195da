// Bones and parts: nested divs moved by transform and opacity alone. A bone is its own composited
// layer, painted once; all art shares one coordinate frame (rig units, 1000 wide, x = 500 the middle).

const SVG = "http://www.w3.org/2000/svg";

export class Bone {
  constructor(host, name, pivot = [500, 0], mirror = false) {
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
    const bone = new Bone(this.box, name, pivot, mirror);
    this.children.push(bone);
    return bone;
  }

  /** Adds art; `box` is [x, y, width, height] in rig units. */
  draw([x, y, w, h], markup) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
    svg.innerHTML = markup;
    this.box.append(svg);
    this.parts.push({ svg, x, y, w, h });
    return svg;
  }

  place(u) {
    this.u = u;
    this.shown = "";
    this.box.style.transformOrigin = `${this.pivot[0] * u}px ${this.pivot[1] * u}px`;
    for (const { svg, x, y, w, h } of this.parts) {
      svg.style.left = `${x * u}px`;
      svg.style.top = `${y * u}px`;
      svg.style.width = `${w * u}px`;
      svg.style.height = `${h * u}px`;
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
