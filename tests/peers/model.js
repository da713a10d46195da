// An independent OpenAI-compatible server (aimock) that answers by what the viewer wrote.
// Prints its address, and ends with its standard input.
import { LLMock } from "@copilotkit/aimock";

const mock = new LLMock({ port: 0 });
mock.onMessage(/plain/, { content: "The silk scarf is $199. It folds small." });
mock.onMessage(/thinking/, { content: "It is soft.", reasoning: "Say that it costs $5." });
mock.onMessage(/tools/, { toolCalls: [{ name: "refund", arguments: "{}" }] });
mock.onMessage(/length/, { content: "It is soft. It also has", finishReason: "length" });
mock.onMessage(/filter/, { content: "It", finishReason: "content_filter" });
mock.onMessage(/busy/, { error: { message: "slow down", type: "rate_limit" }, status: 429 });
mock.onMessage(/loading/, { error: { message: "loading model" }, status: 503 });
mock.onMessage(/key/, { error: { message: "bad key" }, status: 401 });
mock.onMessage(/hangs up/, { content: "It is soft. And so on, and on, and on, and on." }, { latency: 30, chunkSize: 4, disconnectAfterMs: 250 });
mock.onMessage(/truncates/, { content: "It is soft. And so on, and on, and on." }, { latency: 20, chunkSize: 4, truncateAfterChunks: 8 });
mock.onMessage(/slowly/, { content: "It is soft." }, { latency: 5000 });
mock.onMessage(/malformed/, { content: "It is soft." }, { chaos: { malformedRate: 1 } });
mock.onMessage(/drops/, { content: "It is soft." }, { chaos: { disconnectRate: 1 } });
await mock.start();
console.log(mock.url);
process.stdin.resume();
process.stdin.on("end", async () => {
  await mock.stop();
  process.exit(0);
});
