"""VTube Studio: the plugin API of a Live2D program that we did not write."""

from chatbot.renderers.vtube_studio.renderer import VTubeStudio

__all__ = ["VTubeStudio"]
