// A renderer in sixty lines: performs a show's cues as text, in time. For a browser or Node 22
// (Node 20: npm install ws). A browser has no environment: write its token into `token`.
//
//     CHATBOT_STAGE_TOKEN=… node examples/renderer.mjs ws://127.0.0.1:8765/ws/stage

const env = globalThis.process?.env ?? {};
const url = globalThis.process?.argv[2] ?? "ws://127.0.0.1:8765/ws/stage";
const token = env.CHATBOT_STAGE_TOKEN ?? "";
const Socket = globalThis.WebSocket ?? (await import("ws")).WebSocket;
const caps = { audio: "none", lipsync: "visemes", gestures: ["wave"], overlay: true };
const hello = { type: "hello", protocol: "chatbot.stage/1", name: "sixty lines", caps };

let show; // the socket
let queue = []; // cues that wait
let playing = null; // the cue on stage, with the timers of its moments
let failures = 0;

const tell = (type, cue) => show.send(JSON.stringify({ type, cue }));

function momentsOf(commands) {
  const say = commands.find((c) => c.type === "say") ?? {};
  const marks = Object.fromEntries((say.marks ?? []).map((m) => [m.name, m.t]));
  const happens = [[0, say.text ?? ""], ...(say.visemes ?? []).map((v) => [v.t, `  mouth ${v.v}`])];
  for (const c of commands.filter((c) => c.type !== "say"))
    happens.push([marks[c.at?.mark] ?? c.at?.ms ?? 0, `* ${c.type} ${c.name ?? c.sku}`]);
  return [happens, say.duration_ms ?? 0];
}

function next() {
  playing = queue.shift() ?? null;
  if (!playing) return;
  tell("started", playing.cue);
  const [happens, lasts] = momentsOf(playing.commands);
  playing.timers = happens.map(([ms, what]) => setTimeout(() => console.log(what), ms)); // your puppet
  playing.timers.push(setTimeout(() => (tell("finished", playing.cue), next()), lasts));
}

function stop(cue) {
  const all = [playing, ...queue].filter(Boolean);
  const of = all.find((c) => c.cue === cue)?.utterance;
  const cut = all.filter((c) => cue === null || c.utterance === of);
  queue = queue.filter((c) => !cut.includes(c));
  for (const each of cut.length ? cut : [{ cue: null }]) tell("interrupted", each.cue);
  if (!cut.includes(playing)) return;
  playing.timers.forEach(clearTimeout);
  next();
}

function take(message) {
  failures = 0;
  if (message.type === "cue") (queue.push(message), playing || next());
  else if (message.type === "stop") stop(message.cue);
  else if (message.type === "ping") show.send('{"type":"pong"}');
  else if (message.label || message.type === "label") console.log(message.label ?? message.text);
}

(function join() {
  show = new Socket(url, ["chatbot.stage.v1", `chatbot.token.${token}`]);
  show.onopen = () => show.send(JSON.stringify(hello));
  show.onmessage = ({ data }) => take(JSON.parse(data));
  show.onerror = () => {};
  show.onclose = () => {
    playing?.timers.forEach(clearTimeout);
    [queue, playing] = [[], null];
    setTimeout(join, Math.min(10_000, 250 * 2 ** failures++));
  };
})();
