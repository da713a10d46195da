// WebAudio: one context, one master gain, samples from wav or pcm; the context's clock leads the lips.

export class Sound {
  constructor({ mute = false, obs = false } = {}) {
    this.obs = obs;
    this.mute = mute;
    this.context = null;
    this.onchange = () => {};
  }

  /** Opens the context; a plain browser keeps it suspended until a click. */
  open() {
    if (this.context) return;
    const Context = globalThis.AudioContext;
    if (!Context) return;
    this.context = new Context({ latencyHint: "interactive" });
    this.master = this.context.createGain();
    this.master.gain.value = this.mute ? 0 : 1;
    this.master.connect(this.context.destination);
    this.context.onstatechange = () => this.onchange();
  }

  async unlock() {
    this.open();
    try {
      await this.context?.resume();
    } catch {
      return false;
    }
    this.onchange();
    return this.running;
  }

  get running() {
    return this.context?.state === "running";
  }

  get now_s() {
    return this.context ? this.context.currentTime : 0;
  }

  /** Seconds between the context's clock and the ear. OBS takes the samples as they are made: none. */
  get lag_s() {
    return this.obs ? 0 : Math.min(this.context?.outputLatency || 0, 0.2);
  }

  /** Loudest sample of the last hundredths of a second, after the master gain. */
  get peak() {
    if (!this.running) return 0;
    if (!this.meter) {
      this.meter = this.context.createAnalyser();
      this.master.connect(this.meter);
    }
    const samples = new Float32Array(this.meter.fftSize);
    this.meter.getFloatTimeDomainData(samples);
    return samples.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  }

  /** AudioBuffer of a say's `audio`, or null when it cannot be played. */
  async decode(audio, bytes) {
    if (!this.context || !audio) return null;
    try {
      if (audio.format === "pcm") return bytes ? this.fromPcm(audio, bytes) : null;
      const raw = bytesOf(audio.data);
      return fromWav(this.context, raw) ?? (await this.context.decodeAudioData(raw.buffer));
    } catch {
      return null;
    }
  }

  fromPcm({ rate, channels = 1 }, bytes) {
    return fill(this.context, new DataView(bytes), 0, bytes.byteLength, rate, channels);
  }

  /** Starts `buffer` at context second `at_s`; the returned voice can fade away. */
  play(buffer, at_s) {
    const source = this.context.createBufferSource();
    const gain = this.context.createGain();
    source.buffer = buffer;
    source.connect(gain).connect(this.master);
    source.start(at_s);
    return {
      fade: (fade_s) => {
        const now = this.context.currentTime;
        gain.gain.cancelScheduledValues(now);
        gain.gain.setValueAtTime(1, now);
        gain.gain.linearRampToValueAtTime(0, now + Math.max(fade_s, 0.005));
        source.stop(now + Math.max(fade_s, 0.005) + 0.01); // one that waits never sounds
      },
    };
  }
}

function bytesOf(base64) {
  const text = atob(base64);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) out[i] = text.charCodeAt(i);
  return out;
}

// 16-bit PCM is read here rather than by decodeAudioData: no resampling, so parts join on the sample.
function fromWav(context, raw) {
  const view = new DataView(raw.buffer);
  if (raw.length < 44 || view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57415645) return null;
  let at = 12;
  let form = null;
  while (at + 8 <= raw.length) {
    const name = view.getUint32(at);
    const size = view.getUint32(at + 4, true);
    if (name === 0x666d7420) {
      form = {
        code: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      };
    } else if (name === 0x64617461) {
      if (!form || form.bits !== 16 || (form.code !== 1 && form.code !== 0xfffe)) return null;
      // A streaming writer leaves the size at its maximum: take what is there.
      return fill(context, view, at + 8, Math.min(size, raw.length - at - 8), form.rate, form.channels);
    }
    at += 8 + size + (size & 1);
  }
  return null;
}

function fill(context, view, from, size, rate, channels) {
  const frames = Math.floor(size / 2 / channels);
  if (!frames) return null;
  const buffer = context.createBuffer(channels, frames, rate);
  for (let c = 0; c < channels; c += 1) {
    const lane = buffer.getChannelData(c);
    for (let i = 0; i < frames; i += 1) lane[i] = view.getInt16(from + 2 * (i * channels + c), true) / 32768;
  }
  return buffer;
}
