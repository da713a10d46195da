// An independent VTube Studio client (npm vtubestudio) on our fake VTube Studio: prints what it
// learns as a line of JSON, then waits for another model and prints that too. The argument is the port.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { ApiClient } = require("vtubestudio");
const WebSocket = require("ws");

const tell = (kind, told) => console.log(JSON.stringify({ kind, ...told }));
let token = null;
const client = new ApiClient({
  authTokenGetter: () => token,
  authTokenSetter: (given) => { token = given; },
  pluginName: "an npm peer",
  pluginDeveloper: "somebody else",
  url: `ws://127.0.0.1:${process.argv[2]}`,
  webSocketFactory: (url) => new WebSocket(url),
});
const refused = async (asked) => {
  try { await asked; return 0; } catch (error) { return error.data.errorID; }
};

client.on("connect", async () => {
  try {
    await client.events.modelLoaded.subscribe((event) => { tell("model", { name: event.modelName }); process.exit(0); });
    const state = await client.apiState();
    const { availableHotkeys, modelName } = await client.hotkeysInCurrentModel();
    const wave = availableHotkeys.find((each) => each.name === "Wave");
    await client.hotkeyTrigger({ hotkeyID: wave.hotkeyID });
    await client.expressionActivation({ expressionFile: "happy.exp3.json", active: true });
    await client.parameterCreation({ parameterName: "NpmMouth", min: 0, max: 1, defaultValue: 0, explanation: "a test" });
    await client.injectParameterData({ parameterValues: [{ id: "MouthOpen", value: 0.25 }, { id: "NpmMouth", value: 1 }] });
    const parameters = await client.inputParameterList();
    const permission = await client.permission({ requestedPermission: "LoadCustomImagesAsItems" });
    const item = await client.itemLoad({
      fileName: "product1.png", positionX: 0, positionY: 0, size: 0.3, rotation: 0, fadeTime: 0.1, order: 1,
      failIfOrderTaken: false, smoothing: 0, censored: false, flipped: false, locked: false,
      unloadWhenPluginDisconnects: true, customDataBase64: process.argv[3], customDataAskUserFirst: false,
      customDataSkipAskingUserIfWhitelisted: true, customDataAskTimer: -1,
    });
    const gone = await client.itemUnload({ instanceIDs: [item.instanceID], fileNames: [],
      unloadAllInScene: false, unloadAllLoadedByThisPlugin: false, allowUnloadingItemsLoadedByUserOrOtherPlugins: true });
    tell("done", {
      authenticated: state.currentSessionAuthenticated, model: modelName,
      hotkeys: availableHotkeys.map((each) => each.name),
      value: parameters.defaultParameters.find((each) => each.name === "MouthOpen").value,
      granted: permission.grantSuccess,
      unloaded: gone.unloadedItems.length,
      unknown: await refused(client.hotkeyTrigger({ hotkeyID: "Nothing" })),
      lost: await refused(client.injectParameterData({ parameterValues: [{ id: "NoSuchOne", value: 1 }] })),
    });
  } catch (error) {
    tell("failed", { error: String(error) });
    process.exit(1);
  }
});
client.on("error", (error) => tell("failed", { error: String(error) }));
