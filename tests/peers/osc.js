// An independent OSC receiver (npm osc): prints its port, then every message as a line of JSON.
import { createRequire } from "node:module";

const osc = createRequire(import.meta.url)("osc");
const port = new osc.UDPPort({ localAddress: "127.0.0.1", localPort: 0, metadata: true });
port.on("ready", () => console.log(JSON.stringify({ port: port.socket.address().port })));
port.on("message", ({ address, args }) => console.log(JSON.stringify({ address, args })));
port.on("error", (error) => console.log(JSON.stringify({ error: String(error) })));
port.open();
