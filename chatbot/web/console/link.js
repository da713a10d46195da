// The line to the show: who is signed in, the event socket that comes back without a gap, actions.

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8000;
const REPLY_WITHIN_MS = 5000;
const STOP_AGAIN_MS = 700;
const STOP_WITHIN_MS = 15000;
const TRY_MS = 2500; // how long one try may take
const FLOOD_PER_S = 300; // from so many events a second on they are shown in batches, so that keys are heard
const BATCH_MS = 150;
const SILENT_MS = 12000; // an open line that says nothing for so long is looked into

export const signOut = () => post("/api/logout", {}).catch(() => null);

/**
 * Who is signed in: `role`, `name`, `may`. With `role` null nobody is, and `passwords` says whether
 * people here have names; undefined where the show is away.
 */
export async function session() {
  try {
    const answer = await fetch("/api/session", { cache: "no-store", signal: AbortSignal.timeout(TRY_MS) });
    if (!answer.ok && answer.status !== 401) return undefined; // a proxy answers while the show is away
    return { role: null, ...(await answer.json()) };
  } catch {
    return undefined;
  }
}

export function post(path, body, signal = null) {
  return fetch(path, {
    signal,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  });
}

export class Link {
  /** `on` holds snapshot(object), events(list), state(word), signedOut(). */
  constructor(on) {
    this.on = on;
    this.seq = null;
    this.epoch = null;
    this.socket = null;
    this.attempt = 0;
    this.timer = 0;
    this.refs = 0;
    this.waiting = new Map();
    this.batch = [];
    this.heard = 0;
    this.shown = 0; // when events were last shown
    this.flooded = false;
    setInterval(() => this.look(), SILENT_MS / 4);
    addEventListener("online", () => this.hurry());
    addEventListener("pageshow", () => this.hurry());
    document.addEventListener("visibilitychange", () => this.hurry());
  }

  connect() {
    clearTimeout(this.timer);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const query = this.seq === null ? "" : `?since=${this.seq}&epoch=${this.epoch}`;
    const socket = new WebSocket(`${scheme}//${location.host}/ws/console${query}`, ["chatbot.console.v1"]);
    this.socket = socket;
    this.on.state(this.attempt ? "lost" : "connecting");
    socket.onmessage = ({ data }) => {
      this.heard = performance.now();
      this.take(JSON.parse(data));
    };
    socket.onclose = () => this.closed(socket);
  }

  async closed(socket) {
    if (this.socket !== socket) return;
    this.socket = null;
    this.attempt += 1;
    this.on.state("lost");
    if (this.attempt > 1 && (await session())?.role === null) return this.on.signedOut();
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.attempt - 1, 5));
    this.timer = setTimeout(() => this.connect(), ceiling * (0.5 + Math.random() / 2));
  }

  /** A dead network closes nothing: where an open line is silent, ask whether the show is there. */
  async look() {
    const socket = this.socket;
    if (socket?.readyState !== WebSocket.OPEN || performance.now() - this.heard < SILENT_MS) return;
    const before = this.heard;
    if ((await session()) !== undefined || this.heard !== before) return;
    this.closed(socket);
    socket.close();
  }

  hurry() {
    if (!this.socket && this.attempt && document.visibilityState === "visible") this.connect();
  }

  take(message) {
    if (message.type === "event") {
      if (message.seq !== this.seq + 1) return this.restart();
      this.seq = message.seq;
      this.batch.push(message.event);
      if (this.batch.length === 1) this.later(() => this.flush());
    } else if (message.type === "snapshot") {
      this.attempt = 0;
      this.flush();
      this.seq = message.seq;
      this.epoch = message.epoch;
      if (!message.resumed) this.on.snapshot(message);
      this.on.state("live");
    } else {
      this.waiting.get(message.ref)?.(message);
    }
  }

  // A hidden page gets no animation frames, but must not let events pile up either.
  later(work) {
    if (document.visibilityState !== "visible") setTimeout(work, 200);
    else if (this.flooded) setTimeout(work, BATCH_MS);
    else requestAnimationFrame(work);
  }

  flush() {
    const events = this.batch;
    this.batch = [];
    const now = performance.now();
    this.flooded = events.length > 5 && events.length * 1000 > FLOOD_PER_S * (now - this.shown);
    this.shown = now;
    if (events.length) this.on.events(events);
  }

  /** A number was missing, which must not happen: take a whole new snapshot. */
  restart() {
    this.seq = null;
    this.socket?.close();
  }

  /**
   * Does an action; resolves to the show's reply, or to `silence` where none came in time.
   * STOP is tried again and again over a second way; `unheard()` is called when a try has failed.
   */
  async act(action, fields = {}, unheard = () => {}) {
    const ref = `${Date.now().toString(36)}-${(this.refs += 1)}`;
    const request = { action, ref, ...fields };
    const reply = new Promise((resolve) => this.waiting.set(ref, resolve));
    const open = this.socket?.readyState === WebSocket.OPEN;
    if (open) this.socket.send(JSON.stringify(request));
    if (action === "stop") setTimeout(() => this.insist(request, unheard), open ? STOP_AGAIN_MS : 0);
    else if (!open) this.byPost(request);
    const within = action === "stop" ? STOP_WITHIN_MS : REPLY_WITHIN_MS;
    const none = new Promise((resolve) => setTimeout(resolve, within, { type: "silence", ref }));
    const answer = await Promise.race([reply, none]);
    this.waiting.delete(ref);
    return answer;
  }

  async insist(request, unheard) {
    while (this.waiting.has(request.ref)) {
      if (await this.byPost(request)) return;
      if (this.waiting.has(request.ref)) unheard();
      await new Promise((resolve) => setTimeout(resolve, STOP_AGAIN_MS));
    }
  }

  /** Whether the show has replied. */
  async byPost(request) {
    try {
      const signal = request.action === "stop" ? AbortSignal.timeout(TRY_MS) : null;
      const answer = await (await post("/api/actions", request, signal)).json();
      const known = answer.type ? answer : { type: "refused", reason: answer.error };
      this.waiting.get(request.ref)?.({ ...known, ref: request.ref });
      return true;
    } catch {
      return false; // in the end the time limit of act() says that no reply came
    }
  }
}
