// A VRM model, drawn by three.js and three-vrm (fetched from npm at set-up, served from this machine).
// Lips, eyes and faces are the model's own expressions; gestures are poses worked out here.
import { GLTFLoader } from "/avatar/lib/GLTFLoader.js";
import * as THREE from "/avatar/lib/three.module.js";
import { VRMLoaderPlugin, VRMUtils } from "/avatar/lib/three-vrm.js";
import { Jaw, seat } from "./figure.js";

const FOV = 22;
const MOUTHS = ["aa", "ih", "ou", "ee", "oh"];
const FINGERS = ["Middle", "Ring", "Little"];
// The show's faces as the model's expressions.
const FACES = {
  happy: { happy: 0.8 }, smile: { happy: 0.4 }, excited: { happy: 1 }, surprised: { surprised: 0.9 }, thinking: { neutral: 0.3 },
  sorry: { sad: 0.6 }, sober: { angry: 0.15 }, wink: { happy: 0.5, blinkLeft: 1 }, shy: { happy: 0.3 }, proud: { relaxed: 0.7 },
};
const WHILE_TALKING = 0.45; // a face is weaker then: its own mouth would blur the lips
// Arms by angles in radians, as the left one of a model that faces us: lift of the upper arm from
// straight out, its swing to the front, the bend of the elbow upwards, and of the forearm to the front.
const REST = { lift: -1.28, front: 0.12, bend: 0.15, fore: 0.15 };
const POSES = {
  wave: (t) => ({ lift: -0.35, front: 0.5, bend: 1.75 + Math.sin(t * 0.011) * 0.28, fore: 0 }),
  present: () => ({ lift: -0.9, front: 0.3, bend: 0.7, fore: 0.9 }),
  thumbs_up: () => ({ lift: -1.1, front: 0.4, bend: 1.5, fore: 0.7 }),
  heart: () => ({ lift: -0.95, front: 0.7, bend: 2.1, fore: 0.6 }),
  clap: (t) => ({ lift: -0.95, front: 0.55, bend: 0.9, fore: 1.75 + Math.sin(t * 0.013) * 0.2 }),
  shrug: () => ({ lift: -1.05, front: 0.2, bend: 1.1, fore: 0.5 }),
};
const ABOVE = 7; // units
const BOTH = new Set(["clap", "heart", "shrug"]);
const clamp = (v, low = 0, high = 1) => Math.max(low, Math.min(high, v));

export class Model {
  constructor(host, look, { light, motion }) {
    Object.assign(this, { host, look, light, motion });
    this.mouth = new Jaw();
    this.lipsync = "visemes";
    this.gestures = ["point_to_buy", "point", "nod", "shake", "bow", "idle", ...Object.keys(POSES)];
    this.box = document.createElement("div");
    this.box.className = "figure";
    host.append(this.box);
    this.renderer = new THREE.WebGLRenderer({ alpha: true, antialias: !light, powerPreference: "low-power" });
    this.renderer.setPixelRatio(light ? 0.6 : Math.min(devicePixelRatio, 2));
    this.box.append(this.renderer.domElement);
    this.scene = new THREE.Scene();
    this.camera = new THREE.PerspectiveCamera(FOV, 1, 0.1, 20);
    const sun = new THREE.DirectionalLight(0xfff4e6, 2.2);
    sun.position.set(0.6, 1.6, 2);
    this.scene.add(sun, new THREE.AmbientLight(0xffffff, 1.5));
    this.arms = { left: { ...REST }, right: { ...REST } };
    this.faces = {};
    this.mood = "neutral";
    // The name of the face, which motion.js turns into numbers of its own.
    const express = motion.express.bind(motion);
    motion.express = (name, ...rest) => {
      this.mood = name;
      express(name, ...rest);
    };
    this.last = performance.now();
    this.frames = 0;
    this.ready = this.load();
  }

  async load() {
    const loader = new GLTFLoader();
    loader.register((parser) => new VRMLoaderPlugin(parser));
    const { userData, scene } = await loader.loadAsync(this.look.files.model);
    const { vrm } = userData;
    VRMUtils.rotateVRM0(vrm);
    VRMUtils.removeUnnecessaryVertices(scene);
    scene.traverse((part) => (part.frustumCulled = false));
    this.vrm = vrm;
    // Many models let a face silence the lips, or shut the eyes for good: not while she speaks.
    for (const each of vrm.expressionManager?.expressions ?? []) each.overrideMouth = each.overrideBlink = "none";
    this.scene.add(scene);
    // Models of VRM 0 are built the other way round: which way their left arm goes says which.
    this.sign = Math.sign(this.bone("leftLowerArm").position.x) || 1;
    vrm.update(0);
    scene.updateMatrixWorld(true);
    const at = (name) => vrm.humanoid.getRawBoneNode(name).getWorldPosition(new THREE.Vector3());
    this.head = at("head");
    this.hips = at("hips");
    this.top = new THREE.Box3().setFromObject(scene).max.y;
  }

  bone(name) {
    return this.vrm.humanoid.getNormalizedBoneNode(name);
  }

  place(spot) {
    this.spot = spot;
    const [x, top, wide, high] = seat(spot, 0.86, this.look);
    // The picture is wider than the figure: an arm that points must not be cut off.
    const left = spot.wide ? 0 : Math.min(0, x);
    this.at = [left, top, spot.wide ? spot.width * 0.85 : Math.max(spot.width, x + wide) - left, high];
    this.middle = x + wide / 2 - left;
    this.host.style.left = this.host.style.top = "0px";
    const [, , width, height] = this.at;
    Object.assign(this.box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    this.renderer.setSize(width, height, false);
    if (!this.vrm) return;
    // From a little above the hair to the hips.
    const [crown, low] = [this.top + 0.06, this.hips.y - 0.02];
    const aside = ((width / 2 - this.middle) / height) * (crown - low);
    this.camera.aspect = width / height;
    this.camera.position.set(aside, (crown + low) / 2, (crown - low) / 2 / Math.tan((FOV * Math.PI) / 360));
    this.camera.lookAt(aside, (crown + low) / 2, 0);
    this.camera.updateProjectionMatrix();
    this.camera.updateMatrixWorld();
  }

  pose(p, all) {
    const now = performance.now();
    const dt = Math.min(0.1, (now - this.last) / 1000);
    this.last = now;
    this.speak(p, dt);
    this.stand(p);
    this.reach(now, dt);
    this.vrm.update(dt);
    this.frames += 1;
    if (all || !this.light) this.renderer.render(this.scene, this.camera);
  }

  /** Lips from how far and how round the mouth is; eyes; the face. */
  speak(p, dt) {
    const { o, r } = this.mouth.now;
    const flat = 1 - clamp(r);
    const aa = flat * clamp((o - 17) / 12);
    const ee = flat * clamp(1 - Math.abs(o - 18) / 9);
    const oh = clamp(r) * clamp((o - 12) / 10);
    const lips = { aa, ee: ee * (1 - aa), ih: flat * clamp(1 - Math.abs(o - 10) / 8), oh, ou: clamp(r) * clamp(o / 10) * (1 - oh) };
    const faces = this.vrm.expressionManager;
    if (!faces) return;
    for (const name of MOUTHS) faces.setValue(name, clamp(lips[name]));
    faces.setValue("blink", clamp(Math.min(p.lidL, p.lidR)));
    const talking = o > 2 ? WHILE_TALKING : 1;
    const want = FACES[this.mood] ?? {};
    for (const name of new Set([...Object.keys(this.faces), ...Object.keys(want)])) {
      const to = (want[name] ?? 0) * (name.startsWith("blink") ? (p.lidR > 0.9 ? 1 : 0) : talking);
      this.faces[name] = (this.faces[name] ?? 0) + (to - (this.faces[name] ?? 0)) * (1 - Math.exp(-7 * dt));
      faces.setValue(name, this.faces[name]);
    }
  }

  stand(p) {
    const rad = Math.PI / 180;
    const f = this.sign;
    this.bone("head").rotation.set((p.nod * 2.2 + p.headY * 0.35) * rad * f, -p.turn * 5 * rad, -p.tilt * 0.8 * rad * f);
    this.bone("spine").rotation.set(p.headY * 0.45 * rad * f, -p.twist * 0.5 * rad, -p.lean * 0.9 * rad * f);
    const chest = this.bone("chest") ?? this.bone("upperChest");
    if (chest) chest.rotation.x = -p.breath * 0.9 * rad * f;
    this.box.style.transform = `translate(${(p.x * this.at[3] * 0.0005).toFixed(1)}px,0)`;
  }

  /** Both arms: at rest, in a gesture, or pointing. The side is the picture's. */
  reach(now, dt) {
    const { motion } = this;
    const { point } = motion;
    // Beside her the card is beneath the pointing arm.
    this.host.style.zIndex = point && this.spot.wide ? 3 : "";
    const move = motion.moves.findLast((each) => POSES[each.name]);
    for (const side of ["left", "right"]) {
      let want = REST;
      const mine = move && (BOTH.has(move.name) || side === (motion.arms.near ?? "right"));
      if (point && point.side === side) want = this.aimed(side, point);
      else if (mine && !point) want = POSES[move.name](now - move.from);
      const arm = this.arms[side];
      const gain = 1 - Math.exp(-(point ? 11 : 8) * dt);
      for (const key of Object.keys(REST)) arm[key] += (want[key] - arm[key]) * gain;
      this.turn(side, arm, point?.side === side);
    }
  }

  /** Angles that bring the finger to the target: a shoulder, and an elbow below or above it. */
  aimed(side, point) {
    const name = this.boneSide(side);
    const from = this.vrm.humanoid.getRawBoneNode(`${name}UpperArm`).getWorldPosition(new THREE.Vector3());
    const px = this.spot.x + point.target[0] * this.spot.u;
    // In a tall frame the card is before the figure: the finger stays above its edge, and points down.
    const down = !this.spot.wide && !this.spot.narrow;
    const py = this.spot.y + point.target[1] * this.spot.u - (down ? ABOVE * this.spot.unit : 0);
    const [left, top, width, height] = this.at;
    const ray = new THREE.Vector3(((px - left) / width) * 2 - 1, 1 - ((py - top) / height) * 2, 0.5).unproject(this.camera).sub(this.camera.position).normalize();
    const to = ray.multiplyScalar((from.z - this.camera.position.z) / ray.z).add(this.camera.position).sub(from);
    // Across the body the arm would lie over the face: it goes straight down or up at most.
    const out = Math.max(0.03, side === "right" ? to.x : -to.x);
    const upper = this.bone(`${name}LowerArm`).position.length();
    const fore = this.bone(`${name}Hand`).position.length() * 1.75;
    const far = clamp(Math.hypot(out, to.y), Math.abs(fore - upper) + 0.01, upper + fore - 0.005);
    const elbow = Math.acos(clamp((upper ** 2 + fore ** 2 - far ** 2) / (2 * upper * fore), -1));
    const inner = Math.acos(clamp((upper ** 2 + far ** 2 - fore ** 2) / (2 * upper * far), -1));
    const way = down ? -1 : 1;
    return { lift: clamp(Math.atan2(to.y, out) - way * inner, -1.5, 1.2), front: 0.05, bend: way * (Math.PI - elbow), fore: 0.05 };
  }

  /** The model's own name of the side that is on this side of the picture. */
  boneSide(side) {
    return side === "right" ? "left" : "right";
  }

  turn(side, { lift, front, bend, fore }, points) {
    const name = this.boneSide(side);
    const own = name === "left" ? 1 : -1;
    const s = own * this.sign;
    this.bone(`${name}UpperArm`).rotation.set(0, -front * own, lift * s, "ZYX");
    this.bone(`${name}LowerArm`).rotation.set(0, -fore * own, bend * s, "ZYX");
    for (const finger of FINGERS) {
      for (const joint of ["Proximal", "Intermediate"]) {
        const bone = this.bone(`${name}${finger}${joint}`);
        if (bone) bone.rotation.z = (points ? -1.3 : -0.25) * s;
      }
    }
  }

  hold() {}

  local(x, y, spot) {
    return [(x - spot.x) / spot.u, (y - spot.y) / spot.u];
  }

  /** Where the hand of that side is, page pixels. */
  fingertip(side) {
    const hand = this.vrm.humanoid.getRawBoneNode(`${this.boneSide(side)}Hand`).getWorldPosition(new THREE.Vector3()).project(this.camera);
    const [left, top, width, height] = this.at;
    return [left + ((hand.x + 1) / 2) * width, top + ((1 - hand.y) / 2) * height];
  }
}
