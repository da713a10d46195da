// Draws the sample face: Pip, cut from paper. Our own drawing, under the project's licence.

const INK = "#33262c";
const WIDE = 450; // of a picture, 5 to 6

function blob(ctx, points, fill) {
  ctx.beginPath();
  ctx.moveTo(points[0], points[1]);
  for (let i = 2; i < points.length; i += 6) ctx.bezierCurveTo(...points.slice(i, i + 6));
  ctx.closePath();
  ctx.fillStyle = fill;
  ctx.fill();
}

function ellipse(ctx, x, y, rx, ry, fill, turn = 0) {
  ctx.beginPath();
  ctx.ellipse(x, y, rx, ry, turn, 0, Math.PI * 2);
  ctx.fillStyle = fill;
  ctx.fill();
}

function stroke(ctx, width, colour, draw) {
  ctx.beginPath();
  draw(ctx);
  ctx.lineWidth = width;
  ctx.lineCap = ctx.lineJoin = "round";
  ctx.strokeStyle = colour;
  ctx.stroke();
}

function arm(ctx, [sx, sy], [ex, ey], [hx, hy], finger) {
  stroke(ctx, 74, "#2f7f78", (c) => (c.moveTo(sx, sy), c.quadraticCurveTo(ex, ey, hx, hy)));
  ellipse(ctx, hx, hy, 36, 36, "#f3c4a2");
  if (finger) stroke(ctx, 22, "#f3c4a2", (c) => (c.moveTo(hx, hy), c.lineTo(hx + finger[0], hy + finger[1])));
}

/** `mouth` shut half open round, `eyes` open shut, `pose` rest point wave, `t` seconds for a swaying head. */
export function draw(ctx, { mouth = "shut", eyes = "open", pose = "rest", sway = 0, swing = 0 } = {}) {
  ctx.save();
  if (pose !== "wave") arm(ctx, [150, 560], [100, 640], [120, 740]);
  if (pose !== "point") arm(ctx, [450, 560], [500, 640], [480, 740]);
  blob(ctx, [120, 730, 120, 560, 200, 500, 300, 500, 400, 500, 480, 560, 480, 730, 360, 760, 240, 760, 120, 730], "#3a9c92");
  blob(ctx, [250, 520, 260, 560, 340, 560, 350, 520, 330, 500, 270, 500, 250, 520], "#f3c4a2");
  ctx.translate(300, 520);
  ctx.rotate(sway);
  ctx.translate(-300, -520);
  ellipse(ctx, 300, 84, 62, 58, "#6b3f2a");
  ellipse(ctx, 300, 290, 196, 214, "#6b3f2a");
  ellipse(ctx, 300, 322, 168, 182, "#f7d2b4");
  blob(ctx, [128, 300, 130, 150, 250, 110, 320, 120, 430, 130, 470, 220, 470, 300, 430, 230, 380, 210, 330, 216, 250, 226, 170, 230, 128, 300], "#6b3f2a");
  for (const [x, side] of [[228, -1], [372, 1]]) {
    if (eyes === "open") {
      ellipse(ctx, x, 320, 21, 28, INK);
      ellipse(ctx, x + 7, 309, 7, 9, "#fff");
    } else stroke(ctx, 9, INK, (c) => (c.moveTo(x - 26, 322), c.quadraticCurveTo(x, 340, x + 26, 322)));
    stroke(ctx, 9, "#52301f", (c) => (c.moveTo(x - 28, 268 + side * 3), c.quadraticCurveTo(x, 252, x + 28, 268 - side * 3)));
    ellipse(ctx, x + side * 34, 386, 30, 18, "#f2a58f");
  }
  stroke(ctx, 8, "#d99a76", (c) => (c.moveTo(296, 350), c.quadraticCurveTo(312, 372, 294, 376)));
  if (mouth === "shut") stroke(ctx, 10, "#a2413f", (c) => (c.moveTo(258, 424), c.quadraticCurveTo(300, 452, 342, 424)));
  if (mouth === "half") blob(ctx, [256, 418, 286, 424, 314, 424, 344, 418, 334, 452, 266, 452, 256, 418], "#8e2f33");
  if (mouth === "open") {
    blob(ctx, [250, 412, 284, 420, 316, 420, 350, 412, 348, 486, 252, 486, 250, 412], "#8e2f33");
    blob(ctx, [262, 416, 288, 422, 312, 422, 338, 416, 332, 432, 268, 432, 262, 416], "#fff");
    ellipse(ctx, 300, 462, 30, 12, "#e0757a");
  }
  if (mouth === "round") ellipse(ctx, 300, 436, 24, 28, "#8e2f33");
  ctx.restore();
  if (pose === "point") arm(ctx, [450, 560], [540, 600], [508, 520], [76, 22]);
  if (pose === "wave") arm(ctx, [150, 560], [40, 600], [72 + swing * 26, 430 - Math.abs(swing) * 6], [-10 + swing * 30, -52]);
}

export const PICTURES = {
  shut: {}, half: { mouth: "half" }, open: { mouth: "open" }, round: { mouth: "round" }, blink: { eyes: "shut" },
  point: { pose: "point" }, point_open: { pose: "point", mouth: "open" }, wave: { pose: "wave" }, wave_open: { pose: "wave", mouth: "open" },
};

const MUTTER = ["half", "open", "half", "round", "open", "shut"];
/** Each clip by seconds, and what is drawn at second `t`. */
export const CLIPS = {
  idle: [3, (t) => ({ sway: Math.sin((t * Math.PI * 2) / 3) * 0.03, eyes: t % 3 > 2.2 && t % 3 < 2.35 ? "shut" : "open" })],
  talk: [2.4, (t) => ({ sway: Math.sin((t * Math.PI * 2) / 2.4) * 0.05, mouth: MUTTER[Math.floor(t * 8.33) % 6] })],
  point: [2, (t) => ({ sway: 0.03, pose: t > 0.3 && t < 1.8 ? "point" : "rest", mouth: MUTTER[Math.floor(t * 8.33) % 6] })],
  wave: [1.8, (t) => ({ sway: -0.03, pose: t > 0.15 && t < 1.6 ? "wave" : "rest", swing: Math.sin(t * 12), mouth: "open" })],
};

/** A picture as a data address, transparent. */
export function picture(name) {
  const canvas = new OffscreenCanvas(WIDE, WIDE * 1.2);
  const ctx = canvas.getContext("2d");
  ctx.scale(WIDE / 600, WIDE / 600);
  draw(ctx, PICTURES[name]);
  return canvas.convertToBlob({ type: "image/png" });
}

/** A clip as WebM, before a wall, the way a telephone would film it. */
export async function clip(name, width = 360, height = 640) {
  const [seconds, at] = CLIPS[name];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  document.body.append(canvas);
  const ctx = canvas.getContext("2d");
  const paint = (t) => {
    ctx.fillStyle = "#e9dfd0";
    ctx.fillRect(0, 0, width, height);
    ctx.fillStyle = "#d8c6ae";
    ctx.fillRect(width * 0.62, height * 0.1, width * 0.3, height * 0.3);
    ctx.save();
    ctx.translate(width * 0.07, height * 0.12);
    ctx.scale((width * 0.86) / 600, (width * 0.86) / 600);
    draw(ctx, at(t));
    ctx.restore();
    // A desk: what lies low in a tall frame is behind the product card.
    ctx.fillStyle = "#8a5a3c";
    ctx.fillRect(0, height * 0.68, width, height);
    ctx.fillStyle = "#9c6a48";
    ctx.fillRect(0, height * 0.68, width, height * 0.03);
  };
  paint(0);
  const stream = canvas.captureStream(25);
  const recorder = new MediaRecorder(stream, { mimeType: "video/webm;codecs=vp8", videoBitsPerSecond: 1_500_000 });
  const pieces = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const ended = new Promise((done) => (recorder.onstop = done));
  recorder.start();
  const from = performance.now();
  await new Promise((done) => {
    const tick = () => {
      const t = (performance.now() - from) / 1000;
      paint(Math.min(t, seconds));
      if (t >= seconds) return done();
      setTimeout(tick, 40);
    };
    tick();
  });
  recorder.stop();
  await ended;
  canvas.remove();
  return new Blob(pieces);
}
