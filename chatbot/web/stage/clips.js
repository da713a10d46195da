// A person in short clips: idle and talk in loops, point, wave and others once. They are faded over
// one another; how much of the talking is seen, and how fast it goes, follows the voice.
import { Jaw, seat } from "./figure.js";

const FADE_MS = 180;
const SEAM_S = 0.35; // a loop's end is faded into its beginning
const HEARD = 0.1; // of the voice's level, from here on the person talks
const PAUSE_MS = 220; // so long a silence is a breath, not the end
const LOOPS = new Set(["idle", "talk"]);

/** One clip: two players of the same file, so that its end can be faded into its beginning. */
class Reel {
  constructor(url, loop) {
    this.loop = loop;
    this.box = document.createElement("div");
    this.box.className = "reel";
    this.players = [0, 1].slice(0, loop ? 2 : 1).map(() => {
      const video = document.createElement("video");
      Object.assign(video, { muted: true, playsInline: true, preload: "auto", src: url });
      video.disablePictureInPicture = true;
      this.box.append(video);
      return video;
    });
    this.now = 0;
    this.level = 0;
    this.want = 0;
    this.ready = Promise.allSettled(this.players.map(loaded));
  }

  get video() {
    return this.players[this.now];
  }

  get broken() {
    return Boolean(this.video.error) || !this.video.videoWidth;
  }

  start(at_s = 0) {
    const { video } = this;
    video.currentTime = Math.min(at_s, Math.max(0, (video.duration || 0) - 0.1));
    this.play(video);
  }

  play(video) {
    video.play().catch(() => {}); // a page in the background may forbid it: the picture stays
  }

  /** Fades towards what is wanted, and a loop's end into its beginning. */
  step(dt) {
    const by = dt / FADE_MS;
    this.level = this.level < this.want ? Math.min(this.want, this.level + by) : Math.max(this.want, this.level - by);
    const text = this.level.toFixed(2);
    if (text !== this.shown) this.box.style.opacity = this.shown = text;
    const { video } = this;
    if (this.level === 0 && this.want === 0) {
      for (const each of this.players) if (!each.paused) each.pause();
      return;
    }
    if (!this.loop) return;
    const left = video.duration - video.currentTime;
    if (this.players.length === 2 && Number.isFinite(left) && video.duration > 3 * SEAM_S) {
      if (left < SEAM_S && !this.next) {
        this.next = this.players[1 - this.now];
        this.next.currentTime = 0;
        this.next.playbackRate = video.playbackRate;
        this.box.append(this.next); // the later one lies on top
        this.play(this.next);
      }
      if (this.next) this.next.style.opacity = Math.min(1, this.next.currentTime / SEAM_S).toFixed(2);
      if (this.next && (video.ended || left <= 0.03 || this.next.currentTime >= SEAM_S)) {
        video.pause();
        this.now = 1 - this.now;
        this.next.style.opacity = 1;
        this.next = null;
      } else if (!this.next && video.paused) this.play(video);
    } else if (video.ended || video.paused) {
      if (video.ended) video.currentTime = 0;
      this.play(video);
    }
  }

  rate(value) {
    const step = Math.round(value * 10) / 10;
    if (this.video.playbackRate !== step) this.video.playbackRate = step;
  }
}

/** Resolves when it can be shown. What a page recorded itself says its length only when asked for its end. */
function loaded(video) {
  return new Promise((done) => {
    const end = setTimeout(done, 8000);
    const ok = () => (clearTimeout(end), done());
    video.addEventListener("error", ok, { once: true });
    video.addEventListener("loadeddata", () => {
      if (Number.isFinite(video.duration)) return ok();
      video.addEventListener("durationchange", () => {
        video.currentTime = 0;
        video.addEventListener("seeked", ok, { once: true });
      }, { once: true });
      video.currentTime = 1e7;
    }, { once: true });
  });
}

export class Clips {
  constructor(host, look, { motion }) {
    Object.assign(this, { host, look, motion });
    this.mouth = new Jaw();
    this.lipsync = "volume";
    this.expressions = ["neutral"];
    this.box = document.createElement("div");
    this.box.className = "figure clips";
    host.append(this.box);
    this.reels = {};
    for (const [name, url] of Object.entries(look.files)) {
      const reel = new Reel(url, LOOPS.has(name.replace(/_\d$/, "")));
      this.reels[name] = reel;
      this.box.append(reel.box);
    }
    this.gestures = ["point_to_buy", "idle", ...new Set(Object.keys(look.files).map((name) => name.replace(/_\d$/, "")).filter((name) => !LOOPS.has(name)))];
    this.doing = null; // {name, reel, until}
    this.done = null; // the move or point that was begun last
    this.heardAt = -1e9;
    this.level = 0;
    this.last = performance.now();
    this.base = "idle";
    // The others may come later: until then the picture does without them.
    this.ready = Promise.all([this.reels.idle.ready, this.reels.talk.ready]).then(() => {
      if (this.reels.idle.broken) throw new Error("this browser does not play idle: export it as MP4 (H.264)");
      this.reels.idle.level = this.reels.idle.want = 1;
      this.reels.idle.start();
    });
  }

  /** One of the clips of this name: `talk`, `talk_2` … in turn. */
  pick(name) {
    const all = Object.keys(this.reels).filter((each) => each.replace(/_\d$/, "") === name && !this.reels[each].broken);
    return all.length ? this.motion.pick(`clip ${name}`, all) : null;
  }

  place(spot) {
    const { videoWidth = 9, videoHeight = 16 } = this.reels.idle.video;
    const ratio = (videoWidth || 9) / (videoHeight || 16);
    const alike = Math.abs(Math.log((spot.width / spot.height) / ratio)) < 0.35;
    const cover = this.look.fit === "cover" || (this.look.fit !== "stand" && alike);
    const { size, x, y } = this.look;
    const [left, top, width, height] = cover
      ? [spot.width * (x + (1 - size) / 2), spot.height * (y + (1 - size) / 2), spot.width * size, spot.height * size]
      : seat({ ...spot, narrow: spot.narrow || !spot.wide }, ratio, this.look);
    this.box.dataset.fit = cover ? "cover" : "stand";
    this.host.style.left = this.host.style.top = "0px";
    Object.assign(this.box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  }

  pose(p) {
    const now = performance.now();
    const dt = Math.min(200, now - this.last);
    this.last = now;
    this.act(now);
    const loud = Math.min(1, this.mouth.open / 30);
    this.level += (loud - this.level) * (1 - Math.exp(-dt / (loud > this.level ? 40 : 160)));
    if (this.level > HEARD) this.heardAt = now;
    const talks = now - this.heardAt < PAUSE_MS;
    if (talks !== Boolean(this.talk)) {
      this.talk = talks ? this.pick("talk") : null;
      if (this.talk) this.reels[this.talk].start(this.motion.draw() * (this.reels[this.talk].video.duration || 0) * 0.5);
    }
    for (const [name, reel] of Object.entries(this.reels)) {
      reel.want = name === this.doing?.name || name === this.talk || name === this.base ? 1 : 0;
      reel.box.style.zIndex = name === this.doing?.name ? 3 : LOOPS.has(name.replace(/_\d$/, "")) ? (name.startsWith("talk") ? 2 : 1) : 3;
      reel.step(dt);
    }
    if (this.talk) this.reels[this.talk].rate(0.75 + 0.5 * this.level);
    this.box.dataset.clip = this.doing?.name ?? this.talk ?? this.base;
  }

  /** Begins the clip of a gesture, and ends it; a pointing hand stays out while it points. */
  act(now) {
    const { motion } = this;
    const point = motion.point;
    const move = motion.moves.findLast((each) => this.gestures.includes(each.name));
    const wanted = point ?? move;
    if (wanted && wanted !== this.done) {
      this.done = wanted;
      const name = this.pick(point ? "point" : move.name);
      if (name) {
        const reel = this.reels[name];
        // So far into the clip that the finger is there when the word comes.
        reel.start(point ? Math.max(0, this.look.point_at_ms - (point.at - now)) / 1000 : 0);
        this.doing = { name, reel, point: Boolean(point) };
      }
    }
    if (!this.doing) return;
    const { reel, point: points } = this.doing;
    const { video } = reel;
    const left = (video.duration || 0) - video.currentTime;
    if (points && motion.point === this.done) {
      // The hand stays where it is until the pointing ends: the rest of the clip takes it back.
      if (video.currentTime * 1000 > this.look.point_at_ms + 250 && left > 0.3 && !video.paused && now < this.done.until - left * 1000) video.pause();
      if (video.paused && now >= this.done.until - left * 1000) reel.play(video);
    } else if (video.paused && left > 0.2) reel.play(video);
    if (video.ended || left < FADE_MS / 1000 || (points && !motion.point)) this.doing = null;
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
