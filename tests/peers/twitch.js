// An independent EventSub client (twurple) on our fake Twitch: prints each event it is given as a
// line of JSON, writes one line in the chat, and ends with its standard input.
// The port is in TWURPLE_MOCK_API_PORT; the arguments are client id, token, user id.
import { ApiClient } from "@twurple/api";
import { StaticAuthProvider } from "@twurple/auth";
import { EventSubWsListener } from "@twurple/eventsub-ws";

const [clientId, token, user] = process.argv.slice(2);
const tell = (kind, told) => console.log(JSON.stringify({ kind, ...told }));
const scopes = ["user:read:chat", "user:write:chat", "moderator:read:followers", "bits:read",
  "channel:read:subscriptions", "channel:read:redemptions", "channel:moderate"];
const apiClient = new ApiClient({ authProvider: new StaticAuthProvider(clientId, token, scopes) });
const listener = new EventSubWsListener({ apiClient });

let ready = 0;
const wanted = [
  listener.onChannelChatMessage(user, user, (e) => tell("chat", { who: e.chatterName, text: e.messageText })),
  listener.onChannelChatNotification(user, user, (e) => tell("notification", { type: e.type })),
  listener.onChannelFollow(user, user, (e) => tell("follow", { who: e.userName })),
  listener.onChannelCheer(user, (e) => tell("cheer", { who: e.userName, bits: e.bits })),
  listener.onChannelSubscriptionMessage(user, (e) => tell("resub", { months: e.cumulativeMonths })),
  listener.onChannelRaidTo(user, (e) => tell("raid", { viewers: e.viewers })),
  listener.onChannelRedemptionAdd(user, (e) => tell("redemption", { title: e.rewardTitle })),
  listener.onChannelBan(user, (e) => tell("ban", { who: e.userName })),
  listener.onStreamOffline(user, () => tell("offline", {})),
];
listener.onSubscriptionCreateSuccess(async () => {
  ready += 1;
  if (ready !== wanted.length) return;
  const stream = await apiClient.streams.getStreamByUserId(user);
  const sent = await apiClient.asUser(user, (own) => own.chat.sendChatMessage(user, "from twurple"));
  tell("ready", { viewers: stream.viewers, sent: sent.isSent });
});
listener.onSubscriptionCreateFailure((_, error) => tell("failure", { error: String(error).slice(0, 300) }));
listener.start();
process.stdin.resume();
process.stdin.on("end", () => { listener.stop(); process.exit(0); });
