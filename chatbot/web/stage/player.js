// Plays cues in order, without a gap between the parts of an utterance, and reports what happened.
// A cue's own clock is the audio context's when it has sound, else performance.now.

import { visemesOf } from "./ear.js";

const START_LEAD_S = 0.02; // an audio start in the past would cut the first samples
const KNOWN_CUES = 200;
const STALL_MS = 700; // a context that stands still this long (device gone) no longer leads

export class Player {
  /**
   * `report(frame)` goes to the show. `act(command, {due_ms, early_ms})` is called early by
   * `lead(command)` ms, so that a movement can end on its mark.
   */
  constructor({ sound, report, act, lead, begin, end }) {
    Object.assign(this, { sound, report, act, lead, begin, end });
    this.queue = [];
    this.known = new Map(); // cue → utterance, also of those that ended: a stop may name one
    this.current = null;
    this.awaiting = null;
    this.timer = 0;
    this.log = []; // last starts and ends, context or wall seconds; read by the tests
  }

  /** Takes a cue frame; pcm audio completes with the binary frame that follows it. */
  add(frame) {
    const commands = Array.isArray(frame.commands) ? frame.commands.filter((c) => c && typeof c === "object") : [];
    const say = commands.find((c) => c.type === "say") ?? null;
    const cue = {
      id: frame.cue,
      utterance: frame.utterance ?? frame.cue,
      part: frame.part ?? 0,
      last: frame.last ?? true,
      say,
      steps: steps(commands, say, this.lead),
      length_ms: Math.max(0, say?.duration_ms ?? 0),
      ready: false,
      buffer: null,
      started: false,
      next: 0,
    };
    if (!say) cue.length_ms = Math.max(0, ...cue.steps.map((s) => s.due_ms));
    this.known.set(cue.id, cue.utterance);
    if (this.known.size > KNOWN_CUES) this.known.delete(this.known.keys().next().value);
    this.queue.push(cue);
    if (say?.audio?.format === "pcm") this.awaiting = cue;
    else this.prepare(cue, null);
  }

  bytes(data) {
    const cue = this.awaiting;
    this.awaiting = null;
    if (cue) this.prepare(cue, data);
  }

  async prepare(cue, bytes) {
    if (cue.say?.audio && this.sound.running) cue.buffer = await this.sound.decode(cue.say.audio, bytes);
    if (cue.say?.audio) cue.say.audio = null; // the base64 is not needed again
    // A voice that tells no lip shapes: they are in its sound.
    if (cue.buffer && !cue.say.visemes?.length) cue.say.visemes = visemesOf(cue.buffer);
    cue.ready = true;
    this.pump();
  }

  /** Ms since the first sample of the cue in play; null when nothing plays. */
  get clock_ms() {
    return this.current ? this.time(this.current) : null;
  }

  time(cue) {
    if (cue.voice) return (this.sound.now_s - this.sound.lag_s - cue.start_s) * 1000;
    return performance.now() - cue.start_s * 1000;
  }

  pump() {
    clearTimeout(this.timer);
    for (let guard = 0; guard < 64; guard += 1) {
      if (!this.current && !this.startNext()) break;
      this.scheduleAhead();
      if (!this.advance(this.current)) break;
    }
    if (this.current) this.timer = setTimeout(() => this.pump(), this.wait());
  }

  startNext() {
    const cue = this.queue[0];
    if (!cue?.ready) return false;
    this.queue.shift();
    if (!cue.planned) this.plan(cue, null);
    this.current = cue;
    this.begin(cue);
    return true;
  }

  plan(cue, after) {
    cue.planned = true;
    if (cue.buffer && this.sound.running && (!after || after.voice)) {
      const soonest = this.sound.now_s + START_LEAD_S;
      cue.start_s = after ? Math.max(after.end_s, this.sound.now_s) : soonest;
      cue.length_ms = cue.buffer.duration * 1000;
      cue.end_s = cue.start_s + cue.buffer.duration;
      cue.voice = this.sound.play(cue.buffer, cue.start_s);
    } else {
      cue.start_s = after && !after.voice ? after.end_s : performance.now() / 1000;
      cue.end_s = cue.start_s + cue.length_ms / 1000;
    }
    this.log.push({ cue: cue.id, start_s: cue.start_s, end_s: cue.end_s, audio: Boolean(cue.voice) });
    if (this.log.length > 50) this.log.shift();
  }

  scheduleAhead() {
    const next = this.queue[0];
    if (!next?.ready || next.planned || next.utterance !== this.current.utterance) return;
    if (Boolean(next.buffer && this.sound.running) === Boolean(this.current.voice)) this.plan(next, this.current);
  }

  /** Fires what is due; true when the cue ended and the next may start. */
  advance(cue) {
    const t = this.time(cue);
    this.watchStall(cue, t);
    if (t < 0) return false;
    if (!cue.started) {
      cue.started = true;
      this.report({ type: "started", cue: cue.id, at_ms: 0 });
    }
    while (cue.next < cue.steps.length && cue.steps[cue.next].fire_ms <= t) {
      const step = cue.steps[cue.next];
      cue.next += 1;
      if (step.mark) this.report({ type: "mark", cue: cue.id, mark: step.mark, at_ms: Math.round(t) });
      else this.act(step.command, { due_ms: step.due_ms, early_ms: step.due_ms - t, cue });
    }
    if (t < cue.length_ms) return false;
    this.report({ type: "finished", cue: cue.id, at_ms: Math.round(cue.length_ms) });
    this.current = null;
    this.end(cue, this.queue.length > 0);
    return true;
  }

  watchStall(cue, t) {
    if (!cue.voice) return;
    const now = performance.now();
    if (t !== cue.seen_t) {
      cue.seen_t = t;
      cue.seen_at = now;
    } else if (now - cue.seen_at > STALL_MS) {
      cue.voice = null;
      cue.start_s = (now - t) / 1000;
      cue.end_s = cue.start_s + cue.length_ms / 1000;
      for (const waiting of this.queue) {
        waiting.voice?.fade(0);
        waiting.voice = null;
        waiting.planned = false;
      }
    }
  }

  wait() {
    const cue = this.current;
    const t = this.time(cue);
    const due = cue.started ? Math.min(cue.steps[cue.next]?.fire_ms ?? Infinity, cue.length_ms) : 0;
    return Math.min(100, Math.max(2, due - t));
  }

  /** Stops the utterance of `id` (null: everything) within `fade_ms`. */
  stop(id, fade_ms) {
    const all = [this.current, ...this.queue].filter(Boolean);
    const utterance = id === null ? null : (this.known.get(id) ?? id);
    const hit = all.filter((cue) => id === null || cue.utterance === utterance);
    for (const cue of hit) cue.voice?.fade(fade_ms / 1000);
    this.queue = this.queue.filter((cue) => !hit.includes(cue));
    if (hit.includes(this.awaiting)) this.awaiting = null;
    for (const cue of hit) {
      const at_ms = cue === this.current ? Math.max(0, Math.round(this.time(cue))) : 0;
      this.report({ type: "interrupted", cue: cue.id, at_ms });
    }
    if (!hit.length) this.report({ type: "interrupted", cue: null });
    if (hit.includes(this.current)) {
      const cue = this.current;
      this.current = null;
      this.end(cue, false);
    }
    this.pump();
  }
}

function steps(commands, say, lead) {
  const marks = Array.isArray(say?.marks) ? say.marks : [];
  const out = marks.map((m) => ({ mark: m.name, due_ms: m.t, fire_ms: m.t }));
  for (const command of commands) {
    const at = command.at ?? {};
    const due_ms = at.ms ?? marks.find((m) => m.name === at.mark)?.t ?? 0;
    out.push({ command, due_ms, fire_ms: command === say ? 0 : Math.max(0, due_ms - lead(command)) });
  }
  return out.sort((a, b) => a.fire_ms - b.fire_ms);
}
