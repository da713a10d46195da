"""`python -m chatbot.simulator`: the fake audience with its usual settings, on port 8770."""

import asyncio
import contextlib

from chatbot.simulator import SimulatorOptions, simulate

if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(simulate(SimulatorOptions()))
