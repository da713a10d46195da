// A face of two to nine pictures: mouth shut, half, open, round; blink; point, wave … each perhaps
// with an open mouth. It breathes, sways and hops a little with the voice.
import { Jaw, pointingNow, seat, turned } from "./figure.js";

const OPEN = 15; // rig units of jaw from here on: open
const HALF = 5;
const KEEP_MS = 45; // a picture stays at least so long: lips do not flicker
const SHUT_LID = 0.6;

export class Pictures {
  constructor(host, look, { motion }) {
    Object.assign(this, { host, look, motion });
    this.mouth = new Jaw();
    this.lipsync = "visemes";
    this.expressions = ["neutral"];
    this.gestures = ["point_to_buy", "nod", "shake", "bow", "idle", ...Object.keys(look.files).filter((name) => !/_open$|^(shut|half|open|round|blink)$/.test(name))];
    this.box = document.createElement("div");
    this.box.className = "figure";
    host.append(this.box);
    this.images = {};
    for (const [name, url] of Object.entries(look.files)) {
      const image = new Image();
      image.alt = "";
      image.src = url;
      image.style.visibility = "hidden";
      this.images[name] = image;
      this.box.append(image);
    }
    this.shown = null;
    this.shownAt = 0;
    this.hop = 0;
    this.ready = Promise.allSettled(Object.values(this.images).map((image) => image.decode())).then(() => {
      if (!this.images.shut.naturalWidth) throw new Error("shut cannot be loaded");
      this.show("shut");
    });
  }

  show(name) {
    if (name === this.shown || !this.images[name]) return;
    this.images[name].style.visibility = "visible";
    if (this.shown) this.images[this.shown].style.visibility = "hidden";
    this.shown = name;
    this.shownAt = performance.now();
    this.box.dataset.picture = name;
  }

  place(spot) {
    this.spot = spot;
    const first = this.images.shut;
    this.at = seat(spot, (first.naturalWidth || 5) / (first.naturalHeight || 6), this.look);
    this.host.style.left = this.host.style.top = "0px";
    const [left, top, width, height] = this.at;
    Object.assign(this.box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  }

  /** The picture for this moment: what it does, the eyes, and how far the mouth is open. */
  choose(p, now) {
    const { o, r } = this.mouth.now;
    const gesture = this.motion.moves.findLast((each) => this.images[each.name]);
    const does = pointingNow(this.motion, now) && this.images.point ? "point" : gesture?.name;
    if (does) return o > HALF && this.images[`${does}_open`] ? `${does}_open` : does;
    if (Math.min(p.lidL, p.lidR) > SHUT_LID) {
      if (o <= HALF && this.images.blink) return "blink";
      if (o > HALF && this.images.blink_open) return "blink_open";
    }
    if (o > HALF && r > 0.45 && this.images.round) return "round";
    if (o > OPEN || (o > HALF + 2 && !this.images.half)) return "open";
    return o > HALF ? "half" : "shut";
  }

  pose(p) {
    const now = performance.now();
    const name = this.choose(p, now);
    if (name !== this.shown && now - this.shownAt >= KEEP_MS) this.show(name);
    const point = pointingNow(this.motion, now, 400);
    const middle = this.at[0] + this.at[2] / 2;
    const flip = this.shown?.startsWith("point") && this.look.mirror && point && turned(this.look.points, point.target[0] * this.spot.u + this.spot.x, middle);
    this.hop += (Math.min(1, this.mouth.open / 26) - this.hop) * 0.25;
    const k = this.at[3] / 1000;
    const x = p.x * 0.7 * k;
    const y = (p.y * 0.4 + p.nod * 2.2 + p.headY * 0.5 - this.hop * 9) * k;
    const turn = p.lean * 0.5 + p.tilt * 0.35;
    this.box.style.transform = `translate(${x.toFixed(1)}px,${y.toFixed(1)}px) rotate(${turn.toFixed(2)}deg) scale(${flip ? -1 : 1},${(1 + p.breath * 0.004 + this.hop * 0.008).toFixed(4)})`;
  }

  hold() {}

  local(x, y, spot) {
    return [(x - spot.x) / spot.u, (y - spot.y) / spot.u];
  }

  fingertip() {
    const { left, right, top, height } = this.box.getBoundingClientRect();
    return [this.look.points === "left" ? left : right, top + height * 0.6];
  }
}
