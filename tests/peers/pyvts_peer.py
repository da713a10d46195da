"""An independent VTube Studio client (pyvts) on our fake VTube Studio, in a process of its own.

Prints what it learns as lines of JSON. The argument is the port. `make test-peers` puts pyvts into
python_modules/; of OpenCV, which it takes for the plugin's icon, an empty module is enough.
"""

import asyncio
import json
import sys
import types
from pathlib import Path

sys.modules["cv2"] = types.ModuleType("cv2")
sys.path.insert(0, str(Path(__file__).parent / "python_modules"))

import pyvts  # noqa: E402


def tell(kind: str, **told: object) -> None:
    sys.stdout.write(json.dumps({"kind": kind, **told}) + "\n")
    sys.stdout.flush()


async def main(port: int, folder: str) -> None:
    info = {
        "plugin_name": "a pyvts peer",
        "developer": "somebody else",
        "authentication_token_path": f"{folder}/token.txt",
    }
    sys.stdout, out = sys.stderr, sys.stdout  # it prints
    client = pyvts.vts(
        plugin_info=info,
        vts_api_info={
            "version": "1.0",
            "name": pyvts.config.vts_api["name"],
            "port": port,
            "host": "127.0.0.1",
        },
    )
    await client.connect()
    await client.request_authenticate_token()
    allowed = await client.request_authenticate()
    ask = client.vts_request
    hotkeys = await client.request(ask.requestHotKeyList())
    triggered = await client.request(ask.requestTriggerHotKey("wave"))
    unknown = await client.request(ask.requestTriggerHotKey("Nothing"))
    made = await client.request(ask.requestCustomParameter("PeerMouth", 0, 1, 0))
    moved = await client.request(ask.requestSetParameterValue("PeerMouth", 0.5))
    lost = await client.request(ask.requestSetParameterValue("NoSuchOne", 0.5))
    subscribed = await client.event_subscribe(ask.eventSubscriptionModelLoaded())
    await client.close()
    sys.stdout = out
    tell(
        "done",
        allowed=allowed,
        hotkeys=[each["name"] for each in hotkeys["data"]["availableHotkeys"]],
        triggered=triggered["messageType"],
        unknown=unknown["data"]["errorID"],
        made=made["data"]["parameterName"],
        moved=moved["messageType"],
        lost=lost["data"]["errorID"],
        events=subscribed["data"]["subscribedEvents"],
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
