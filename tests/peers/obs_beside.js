// Another program at the same OBS (obs-websocket-js): prints what it hears, and does what it is told.
// node obs_beside.js ws://… PASSWORD; a line on stdin is {"request": …, "data": {…}}.
import { createInterface } from "node:readline";
import { OBSWebSocket, EventSubscription } from "obs-websocket-js";

const say = (what) => console.log(JSON.stringify(what));
const obs = new OBSWebSocket();
for (const event of ["CurrentProgramSceneChanged", "SceneCreated", "SceneItemEnableStateChanged"]) {
  obs.on(event, (data) => say({ event, ...data }));
}
const eventSubscriptions = EventSubscription.Scenes | EventSubscription.SceneItems;
const hello = await obs.connect(process.argv[2], process.argv[3], { eventSubscriptions });
say({ ready: hello.obsWebSocketVersion });
for await (const line of createInterface({ input: process.stdin })) {
  const { request, data } = JSON.parse(line);
  say({ answer: (await obs.call(request, data)) ?? {} });
}
await obs.disconnect();
