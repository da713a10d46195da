// The socket to the show: pairing, hello, reports, and coming back by itself after a cut.

const TOKEN_KEY = "chatbot.stage.token";
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{16,128}$/;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 15000;

/** Exchanges the one-use code of `#pair=CODE` for a token, and clears the fragment at once. */
export async function pair() {
  const code = new URLSearchParams(location.hash.slice(1)).get("pair");
  if (!code) return true;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    const answer = await fetch("/api/pair", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code }),
    });
    const token = answer.ok ? (await answer.json()).token : null;
    if (typeof token !== "string" || !TOKEN_SHAPE.test(token)) return false;
    remember(token);
    return true;
  } catch {
    return false;
  }
}

function remember(token) {
  try {
    sessionStorage.setItem(TOKEN_KEY, token);
  } catch {
    held = token; // storage can be switched off; the page then lives on memory alone
  }
}

let held = null;

function token() {
  let kept = null;
  try {
    kept = sessionStorage.getItem(TOKEN_KEY);
  } catch {
    kept = null;
  }
  const found = kept ?? held;
  return found && TOKEN_SHAPE.test(found) ? found : null;
}

export class Wire {
  /** `on` holds open(), closed(attempt), frame(object), bytes(ArrayBuffer). */
  constructor(on) {
    this.on = on;
    this.attempt = 0;
    this.socket = null;
    this.timer = 0;
    addEventListener("online", () => this.hurry());
    addEventListener("pageshow", () => this.hurry());
  }

  connect() {
    clearTimeout(this.timer);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const offers = ["chatbot.stage.v1"];
    const known = token();
    if (known) offers.push(`chatbot.token.${known}`);
    const socket = new WebSocket(`${scheme}//${location.host}/ws/stage`, offers);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => {
      this.attempt = 0;
      this.on.open();
    };
    socket.onmessage = ({ data }) => {
      if (typeof data !== "string") return this.on.bytes(data);
      let frame = null;
      try {
        frame = JSON.parse(data);
      } catch {
        return this.send({ type: "error", message: "a frame was not JSON" });
      }
      if (frame && typeof frame === "object") this.on.frame(frame);
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.attempt += 1;
      this.on.closed(this.attempt);
      const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.attempt - 1, 6));
      this.timer = setTimeout(() => this.connect(), ceiling * (0.5 + Math.random() / 2));
    };
  }

  hurry() {
    if (this.attempt && !this.socket) this.connect();
  }

  send(frame) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
