// Lip shapes from the sound itself, for voices that give none: how loud it is, how bright, and where
// the vowel's first two resonances lie (linear prediction). A few milliseconds for a second of speech.

const HOP_MS = 20;
const FRAME_MS = 26;
const ORDER = 12;
const VOWEL_RATE = 10_000; // what is above half of it tells no vowels apart
const STEPS = 96; // of the envelope, up to half that rate
const QUIET = 0.06; // of the loud frames' level: silence
const SHUT = 0.16; // a dip this deep between louder frames: lips or tongue close
// First and second resonance in Hz, between those of men and women.
const VOWELS = [["aa", 800, 1350], ["E", 560, 1900], ["ih", 340, 2350], ["oh", 520, 950], ["ou", 350, 820]];

/** A track [{t, d, v, w}] of an AudioBuffer, or of anything with its `sampleRate` and `getChannelData`. */
export function visemesOf(buffer) {
  const samples = mono(buffer);
  const rate = buffer.sampleRate;
  const size = Math.round((rate * FRAME_MS) / 1000);
  const hop = (rate * HOP_MS) / 1000;
  const count = Math.max(0, Math.floor((samples.length - size) / hop) + 1);
  const by = Math.max(1, Math.round(rate / VOWEL_RATE));
  const frames = [];
  for (let i = 0; i < count; i += 1) frames.push(look(samples, Math.floor(i * hop), size, by, rate));
  const loud = [...frames].sort((a, b) => a.level - b.level)[Math.floor(count * 0.9)]?.level ?? 0;
  if (loud < 1e-4) return [];
  const names = frames.map((frame, i) => nameOf(frame, loud, frames[i - 1], frames[i + 1], frames[i - 2], frames[i + 2]));
  // A shape that is there for one frame only, between two that agree, is a mistake; closures are short.
  for (let i = 1; i + 1 < count; i += 1) if (names[i - 1] === names[i + 1] && !"PP DD".includes(names[i])) names[i] = names[i - 1];
  const track = [];
  frames.forEach((frame, i) => {
    const v = names[i];
    const w = v === "sil" ? 1 : Math.min(1, Math.max(0.35, (frame.level / loud) ** 0.7));
    const last = track.at(-1);
    if (last?.v === v) {
      last.d += HOP_MS;
      last.w = Math.max(last.w, w);
    } else track.push({ t: i * HOP_MS, d: HOP_MS, v, w });
  });
  return track;
}

function mono(buffer) {
  const first = buffer.getChannelData(0);
  if ((buffer.numberOfChannels ?? 1) < 2) return first;
  const second = buffer.getChannelData(1);
  return first.map((v, i) => (v + second[i]) / 2);
}

/** Level, brightness (0 dull … 2 hiss) and resonances of one frame. */
function look(samples, from, size, by, rate) {
  let power = 0;
  let change = 0;
  for (let i = from; i < from + size; i += 1) {
    const v = samples[i];
    const d = v - (samples[i - 1] ?? 0);
    power += v * v;
    change += d * d;
  }
  // Per radian squared, so that it does not depend on the sample rate.
  const bright = power > 0 ? (change / power) * (rate / 24_000) ** 2 : 0;
  const level = Math.sqrt(power / size);
  return { level, bright, peaks: level > 1e-4 && bright < 0.8 ? resonances(samples, from, size, by, rate / by) : [] };
}

function nameOf(frame, loud, before, after, earlier, later) {
  const level = frame.level / loud;
  const around = Math.max(before?.level ?? 0, after?.level ?? 0, earlier?.level ?? 0, later?.level ?? 0) / loud;
  if (level < QUIET) return around > 0.4 ? "PP" : "sil";
  if (frame.bright > 0.8) return level < 0.18 ? "FF" : frame.bright > 1.3 ? "SS" : "CH";
  if (level < SHUT) return around > 0.5 ? "DD" : around > 0.3 ? "nn" : "sil";
  const [f1, f2] = frame.peaks;
  if (!f1) return level > 0.5 ? "E" : "nn";
  let best = "E";
  let least = Infinity;
  for (const [name, a, b] of VOWELS) {
    const far = Math.log(f1 / a) ** 2 * 1.6 + Math.log((f2 ?? f1 * 2) / b) ** 2;
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

/** The first two peaks of the smoothed spectrum, in Hz. */
function resonances(samples, from, size, by, rate) {
  const count = Math.floor(size / by);
  const x = new Float64Array(count);
  let last = 0;
  for (let i = 0; i < count; i += 1) {
    let sum = 0;
    for (let j = 0; j < by; j += 1) sum += samples[from + i * by + j];
    const v = sum / by;
    x[i] = (v - 0.94 * last) * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (count - 1)));
    last = v;
  }
  const r = new Float64Array(ORDER + 1);
  for (let lag = 0; lag <= ORDER; lag += 1) for (let i = lag; i < count; i += 1) r[lag] += x[i] * x[i - lag];
  if (r[0] <= 0) return [];
  const a = new Float64Array(ORDER + 1);
  a[0] = 1;
  let error = r[0] * 1.0001;
  for (let n = 1; n <= ORDER; n += 1) {
    let sum = r[n];
    for (let j = 1; j < n; j += 1) sum += a[j] * r[n - j];
    const k = -sum / error;
    const old = a.slice();
    for (let j = 1; j < n; j += 1) a[j] = old[j] + k * old[n - j];
    a[n] = k;
    error *= 1 - k * k;
  }
  const peaks = [];
  let [two, one] = [0, 0];
  for (let s = 0; s < STEPS; s += 1) {
    const w = (Math.PI * s) / STEPS;
    let re = 0;
    let im = 0;
    for (let j = 0; j <= ORDER; j += 1) {
      re += a[j] * Math.cos(w * j);
      im -= a[j] * Math.sin(w * j);
    }
    const now = 1 / (re * re + im * im);
    const hz = ((s - 1) * rate) / 2 / STEPS;
    if (one > two && one >= now && hz > 180 && hz < 3500) peaks.push(hz);
    [two, one] = [one, now];
    if (peaks.length === 2) break;
  }
  return peaks;
}
