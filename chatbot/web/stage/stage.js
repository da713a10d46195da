// The browser stage: wires socket, sound, player, motion and overlay together, and runs the frames.
import { artReady } from "./bones.js";
import { bodyFor, lookOf } from "./figure.js";
import { lifted } from "./goods.js";
import { frameNamed, measure, sidePoint } from "./layout.js";
import { Motion, lead } from "./motion.js";
import { VISEMES, murmur, sample, still } from "./mouth.js";
import { EXPRESSIONS, GESTURES, expressionFor, gestureFor } from "./nearest.js";
import { Overlay } from "./overlay.js";
import { Player } from "./player.js";
import { Second } from "./second.js";
import { Sound } from "./sound.js";
import { Wire, pair } from "./wire.js";
import { wordsFor } from "./words.js";

const query = new URLSearchParams(location.search);
const page = document.documentElement;
const obs = Boolean(window.obsstudio);
const frame = frameNamed(query.get("frame") ?? "none");
// Without a GPU (OBS always has one) the picture is composed by the processor: fewer frames then.
const light = query.has("light") ? query.get("light") === "1" : !obs && drawnByProcessor();
const fps = Math.min(60, Math.max(5, Number(query.get("fps")) || (light ? 20 : 30)));
const only = query.get("audio") === "only"; // the sound alone, for avatars that have none
const DEFAULT_HOLD_MS = 2500;

page.classList.toggle("transparent", query.get("transparent") === "1");
page.dataset.frame = frame;
page.dataset.light = light;
page.classList.toggle("sound-only", only);

const sound = new Sound({ mute: query.get("mute") === "1", obs });
sound.open();
const overlay = new Overlay({ lang: query.get("lang"), sound: () => sound.unlock() });
overlay.lang ??= (navigator.language || "zh").slice(0, 2);
overlay.setLabel({});
const hands = { left: document.getElementById("rig-left"), right: document.getElementById("rig-right") };
const motion = new Motion({ still: matchMedia("(prefers-reduced-motion: reduce)").matches });
const look = await lookOf();
const rig = await bodyFor(look, { behind: document.getElementById("rig-back"), hands, light, alone: page.classList.contains("transparent"), motion, only });
page.dataset.avatar = only ? "none" : look.type;
let second = null; // of two hosts
let hosts = {};
let spot = null;
let pointed = { at_ms: null, mark_ms: null, cue: null, target: null };
let track = [];
let shown = { viseme: "sil", open: "0" };
let welcomes = 0; // how often the show has answered our hello

function drawnByProcessor() {
  const gl = document.createElement("canvas").getContext("webgl");
  if (!gl) return true;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|softpipe|basic render|software/i.test(name);
}

const put = (name, value) => {
  if (page.dataset[name] !== String(value)) page.dataset[name] = value;
};

const player = new Player({
  sound,
  lead,
  report: (report) => wire.send(report),
  act: perform,
  begin(cue) {
    put("cue", cue.id);
    if (!cue.say) return;
    overlay.caption(cue.say, hosts[cue.say.speaker]);
    put("speaker", cue.say.speaker ?? "");
    listen();
    track = cue.say.visemes?.length ? cue.say.visemes : murmur(cue.say);
  },
  end(cue, more) {
    track = [];
    if (more) return;
    put("cue", "");
    overlay.caption(null);
    if (cue.say) mover(cue).soften();
    listen();
  },
});

const wire = new Wire({
  open() {
    overlay.note(null);
    hello();
    if (rig.trouble) wire.send({ type: "error", message: rig.trouble });
  },
  closed(attempt) {
    put("link", "reconnecting");
    if (unpaired && attempt > 1) overlay.note(wordsFor(overlay.lang).pair);
  },
  frame: receive,
  bytes: (data) => player.bytes(data),
});
let unpaired = false;

function hello() {
  const audio = sound.running ? "wav" : "none";
  put("audio", audio);
  wire.send({
    type: "hello", protocol: "chatbot.stage/1", name: query.get("name")?.slice(0, 40) || (only ? "browser-sound" : "browser-stage"),
    caps: { audio, lipsync: rig.lipsync ?? "visemes", gestures: rig.gestures ?? GESTURES, expressions: rig.expressions ?? EXPRESSIONS, overlay: true },
  });
}

function receive(message) {
  switch (message.type) {
    case "welcome":
      welcomes += 1;
      put("link", "open");
      overlay.room(message.lang);
      seat(message.hosts ?? []);
      if (message.label) overlay.setLabel(message.label);
      if (message.state) enter(message.state, message.card);
      if ("product" in message) show(message.product);
      break;
    case "cue":
      player.add(message);
      break;
    case "stop":
      halt(message.cue ?? null, message.fade_ms ?? 80);
      break;
    case "state":
      enter(message.state, message.card);
      break;
    case "label":
      overlay.setLabel(message);
      break;
    case "ping":
      wire.send({ type: "pong" });
      break;
    default: // a newer server may know more than this page
  }
}

/** Two hosts stand side by side; with one, or none named, the first stands alone. */
async function seat(named) {
  hosts = Object.fromEntries(named.map(({ speaker, name }) => [speaker, name]));
  if (second || only || !hosts.cohost) return;
  const made = new Second({ light, alone: page.classList.contains("transparent"), stillness: motion.still });
  await made.ready;
  second = made;
  page.classList.add("two");
  place();
  listen();
}

/** Whose body a cue moves. */
const mover = (cue) => (cue?.say?.speaker === "cohost" && second ? second.motion : motion);

/** Who does not speak listens. */
function listen() {
  if (!second) return;
  const speaker = player.current?.say ? mover(player.current) : null;
  for (const each of [motion, second.motion]) each.state = speaker && each !== speaker && stateNow === "speaking" ? "listening" : stateNow;
}

function halt(cue, fade_ms) {
  player.stop(cue, fade_ms);
  motion.stop();
  second?.motion.stop();
  endPointing();
}

let stateNow = "idle";
function enter(state, card) {
  stateNow = state;
  motion.state = state;
  listen();
  put("state", state);
  overlay.state(state, card);
}

function show(product) {
  const known = product && typeof product === "object" ? product : null;
  const coded = overlay.coded;
  overlay.show(known);
  if (overlay.coded !== coded) place();
  // What she holds is what the card shows.
  rig.hold(known && lifted(known));
  motion.arms.holding = Boolean(known);
  motion.card = overlay.cardMiddle((x, y) => rig.local(x, y, spot));
  if (motion.point) place();
}

function perform(command, { due_ms, early_ms, cue }) {
  const now = performance.now();
  const body = command.type === "say" && command.speaker === "cohost" && second ? second.motion : mover(player.current);
  switch (command.type) {
    case "say":
      // Whoever asks raises her brows.
      body.express(command.mood ? expressionFor(command.mood) : /[?？]\s*$/.test(command.text ?? "") ? "asking" : "smile", 1, 250);
      break;
    case "point_to_buy":
      pointed = { at_ms: null, mark_ms: due_ms, cue, target: null };
      pointed.target = aim(command.anchor, now, early_ms, command.hold_ms ?? DEFAULT_HOLD_MS);
      pointed.anchor = command.anchor;
      break;
    case "show_product":
      show(command);
      break;
    case "hide_product":
      show(null);
      break;
    case "gesture":
      gesture(command, now, early_ms, body);
      break;
    case "expression":
      body.express(expressionFor(command.name), command.weight ?? 1, command.fade_ms ?? 250);
      break;
    default:
  }
}

function gesture(command, now, early_ms, body) {
  const name = gestureFor(command.name);
  if (name === "point" || name === "point_to_buy") {
    aim(command.target?.anchor ?? command.anchor, now, early_ms, command.hold_ms ?? 1800);
  } else {
    body.gesture(name, now);
  }
}

/** What `anchor` means: a point as given, our card's button, or the platform's side. Frame fractions, and which arm. */
function targetOf(anchor) {
  if (anchor && typeof anchor === "object") return { at: [Number(anchor.x) || 0, Number(anchor.y) || 0] };
  const button = overlay.buttonRect();
  if (button && overlay.coded && (!anchor || String(anchor).includes("down"))) {
    // At the code's edge, from her side: a hand before it would keep telephones from reading it.
    const x = spot.wide ? button.left : spot.narrow ? button.right : button.left + button.width / 2;
    // A card close beside her leaves her arm room beneath it only.
    const close = spot.wide && button.left < spot.width * 0.56;
    const y = close ? button.bottom + spot.unit : spot.wide || spot.narrow ? button.top + button.height / 2 : button.top;
    return { at: [x / spot.width, y / spot.height], side: spot.near };
  }
  if (button && (!anchor || String(anchor).includes("down"))) {
    // Well inside the button, at the end that is nearest to her hand, so that no word is covered.
    const low = !spot.wide && !spot.narrow;
    const inset = low ? Math.min(button.height * 0.4, spot.unit * 6) : button.width * 0.1;
    const x = spot.wide ? button.left + inset : button.right - inset;
    const y = button.top + (low ? Math.min(button.height / 2, spot.unit * 4) : button.height / 2);
    // Always the arm beside the card: the other one would lie across price and picture.
    return { at: [x / spot.width, y / spot.height], side: spot.near };
  }
  return { at: sidePoint(anchor) };
}

function aim(anchor, now, in_ms, hold_ms) {
  const { at: [fx, fy], side } = targetOf(anchor);
  motion.pointTo(rig.local(fx * spot.width, fy * spot.height, spot), now, in_ms, hold_ms, side);
  overlay.pulse(true);
  pointed.shown = true;
  return { x: fx, y: fy };
}

function endPointing() {
  pointed.shown = false;
  put("pointing", "false");
  overlay.pulse(false);
}

function place() {
  spot = measure(innerWidth, innerHeight, frame, Boolean(second), overlay.coded);
  const style = page.style;
  style.setProperty("--label", `${spot.label}px`);
  for (const side of ["top", "left"]) style.setProperty(`--${side}`, `${spot.safe[side]}px`);
  style.setProperty("--right", `${spot.width - spot.safe.right}px`);
  style.setProperty("--bottom", `${spot.height - spot.safe.bottom}px`);
  style.setProperty("--unit", `${spot.unit}px`);
  page.classList.toggle("wide", spot.wide);
  page.classList.toggle("narrow", spot.narrow);
  rig.place(spot);
  second?.place(spot);
  const [left] = rig.local(0, 0, spot);
  const [right] = rig.local(spot.width, 0, spot);
  motion.arms.fit({ left, right: 1000 - right }, spot);
  motion.card = overlay.cardMiddle((x, y) => rig.local(x, y, spot));
  overlay.shrink();
  if (motion.point) aim(pointed.anchor, performance.now(), 200, Math.max(300, motion.point.until - performance.now()));
}

let last = performance.now();
let frames = [];
let ticks = 0;
/** Draws the moment `now`, in milliseconds of the page's clock. */
function render(now) {
  const dt = Math.max(0, Math.min(100, now - last)); // a frame's own time may lie before `last`
  last = now;
  frames = [...frames.slice(-59), now];
  player.pump();
  const clock = player.clock_ms;
  const speaking = Boolean(player.current?.say) && clock !== null && clock >= 0;
  const heard = speaking ? sample(track, clock) : null;
  const beside = speaking && mover(player.current) !== motion; // the second host speaks
  if (speaking && overlay.at(clock)) mover(player.current).word();
  const pose = motion.step(now, dt, rig.mouth.open / 30, speaking && !beside);
  const mouth = beside ? null : heard;
  rig.mouth.step(mouth?.shape ?? still(pose.teeth, pose.gasp), pose.smile * (mouth ? 0.8 : 1), 1 - Math.exp(-dt / 28), Boolean(mouth));
  ticks += 1;
  const all = ticks % (light ? 2 : 1) === 0;
  rig.pose(pose, all || pose.brisk);
  second?.step(now, dt, beside ? heard : null, all);
  tell(heard?.viseme ?? "sil", clock, pose);
}

function draw(now) {
  render(now);
  setTimeout(() => requestAnimationFrame(draw), Math.max(0, 1000 / fps - 13));
}

function tell(viseme, clock, pose) {
  if (viseme !== shown.viseme) put("viseme", (shown.viseme = viseme));
  const mouth = page.dataset.speaker === "cohost" && second ? second.rig.mouth : rig.mouth;
  const open = Math.max(0, Math.min(1, mouth.open / 30)).toFixed(2);
  if (open !== shown.open) put("mouthOpen", (shown.open = open));
  if (motion.point && motion.pointedAt !== null && pointed.cue && pointed.at_ms === null) {
    pointed.at_ms = clock ?? pointed.mark_ms;
    put("pointing", "true");
    put("pointingAt", `${pointed.target.x.toFixed(3)},${pointed.target.y.toFixed(3)}`);
  }
  if (!motion.point && pointed.shown) endPointing();
}

// Holding the stage at once is the point of the key; telling the show comes second.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  halt(null, 60);
  enter("stopped");
  fetch("/api/stage-stop", { method: "POST" }).catch(() => {});
});
addEventListener("pointerdown", () => sound.running || sound.unlock());
addEventListener("resize", place);
sound.onchange = () => {
  overlay.unlockable(!obs && !sound.running);
  if ((page.dataset.audio === "wav") !== sound.running) hello();
};

window.stage = {
  debug: () => ({
    clock_ms: player.clock_ms, viseme: shown.viseme, mouthOpen: Number(shown.open), pointing: page.dataset.pointing === "true",
    pointedAtMs: pointed.at_ms, markAtMs: pointed.mark_ms, target: pointed.target,
    fps: frames.length > 1 ? (1000 * (frames.length - 1)) / (frames.at(-1) - frames[0]) : 0,
    light, welcomes,
    audio: sound.context?.state ?? "none", queued: player.queue.length, log: player.log, visemes: VISEMES,
  }),
  peak: () => sound.peak,
  fingertip: () => rig.fingertip(motion.point?.side ?? "right"),
  mouths: () => [rig, second?.rig].map((each) => each?.mouth.open ?? 0),
  receive,
  render,
  bytes: (data) => player.bytes(data),
  motion, look, body: rig,
};

if (!page.classList.contains("transparent") && !only) {
  const set = document.getElementById("set");
  set.src = "/stage/set.svg";
  set.hidden = false;
}
enter("idle");
place();
if (obs) sound.unlock(); // not awaited: a browser that forbids sound never answers
sound.onchange();
put("audio", sound.running ? "wav" : "none");
await artReady();
page.classList.add("drawn");
requestAnimationFrame(draw);
unpaired = !(await pair());
wire.connect();
