"""A fake VTube Studio: its plugin API (1.0) on this machine, with the faults that people meet.

    async with VTubeStudioMock() as studio:
        show.renderers = [{"type": "vtube_studio", "url": studio.url}]
        await studio.until(lambda: "Wave" in studio.triggered)

It is written from the public description of the API and keeps its rules: permission before use,
names of 3 to 32 characters, unknown parameters refused, a parameter given back after a second
without a value. It draws nothing.
"""

from chatbot.testing.vtube_studio.mock import VTubeStudioMock
from chatbot.testing.vtube_studio.studio import Hotkey

__all__ = ["Hotkey", "VTubeStudioMock"]
