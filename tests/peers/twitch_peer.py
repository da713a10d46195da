"""An independent EventSub client (twitchAPI) on our fake Twitch, in a process of its own.

Prints each event it is given as a line of JSON and ends with its standard input. The arguments are
the mock's address, client id, access and refresh token.
"""

import asyncio
import json
import sys

from twitchAPI.eventsub.websocket import EventSubWebsocket
from twitchAPI.helper import first
from twitchAPI.twitch import Twitch
from twitchAPI.type import AuthScope

SCOPES = [
    AuthScope.USER_READ_CHAT,
    AuthScope.USER_WRITE_CHAT,
    AuthScope.MODERATOR_READ_FOLLOWERS,
    AuthScope.BITS_READ,
]


def tell(kind: str, **told: object) -> None:
    sys.stdout.write(json.dumps({"kind": kind, **told}) + "\n")
    sys.stdout.flush()


async def main(address: str, client_id: str, access: str, refresh: str) -> None:
    twitch = await Twitch(
        client_id,
        authenticate_app=False,
        base_url=f"{address}/helix/",
        auth_base_url=f"{address}/oauth2/",
    )
    twitch.auto_refresh_auth = False
    await twitch.set_user_authentication(access, SCOPES, refresh, validate=False)
    user = await first(twitch.get_users())
    socket = f"{address.replace('http', 'ws')}/ws"
    events = EventSubWebsocket(twitch, connection_url=socket, subscription_url=f"{address}/helix/")
    events.start()

    async def chat(data: object) -> None:
        tell("chat", who=data.event.chatter_user_name, text=data.event.message.text)

    async def follow(data: object) -> None:
        tell("follow", who=data.event.user_name)

    async def cheer(data: object) -> None:
        tell("cheer", bits=data.event.bits)

    await events.listen_channel_chat_message(user.id, user.id, chat)
    await events.listen_channel_follow_v2(user.id, user.id, follow)
    await events.listen_channel_cheer(user.id, cheer)
    stream = await first(twitch.get_streams(user_id=[user.id]))
    sent = await twitch.send_chat_message(user.id, user.id, "from twitchAPI")
    tell("ready", viewers=stream.viewer_count, sent=sent.is_sent)
    await asyncio.to_thread(sys.stdin.read)
    await events.stop()
    await twitch.close()


asyncio.run(main(*sys.argv[1:]))
