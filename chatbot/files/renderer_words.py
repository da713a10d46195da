"""What the keys under `renderers:` mean, for editors."""

from __future__ import annotations

__all__ = ["RENDERERS"]

RENDERERS = {
    **{
        f"{kind}.{key}": said
        for kind in (
            "TextFilesConfig",
            "ObsConfig",
            "VTubeStudioConfig",
            "VmcConfig",
            "LiveTalkingConfig",
        )
        for key, said in {
            "type": "the kind of renderer",
            "name": "its name on the console, where there are several",
            "offset_ms": "how long after the sound it moves; negative where it comes late",
        }.items()
    },
    "ObsConfig.url": "the address of OBS's WebSocket server",
    "ObsConfig.password": "${OBS_PASSWORD}; taken from there where absent",
    "ObsConfig.scene": "the scene that `chatbot obs setup` made",
    "ObsConfig.scenes": "the scene of a segment, by the segment's title",
    "ObsConfig.holding": "show the holding scene while nobody hosts",
    "ObsConfig.markers": "a file for what came when in the recording, seen from the show",
    "TextFilesConfig.dir": "the folder of the text files, seen from the show",
    "VTubeStudioConfig.url": "its address: the port is in VTube Studio's settings",
    "VTubeStudioConfig.gestures": "the model's hotkey for each gesture, by name or id",
    "VTubeStudioConfig.expressions": "the model's hotkey for each face, by name or id",
    "VTubeStudioConfig.mouth": "tracking parameters that follow how far the mouth is open",
    "VTubeStudioConfig.visemes": "a tracking parameter for each mouth shape; made where missing",
    "VTubeStudioConfig.item": "where the product's picture stands; absent: no pictures",
    "VmcConfig.host": "the computer that the figure's program runs on",
    "VmcConfig.port": "its port: 39539, and 9000 for VRChat",
    "VmcConfig.names": "of the blend shapes: vrm0 is usual; arkit for models with its 52 shapes",
    "VmcConfig.arms": "false leaves the arms alone",
    "LiveTalkingConfig.url": "its address, such as http://192.168.1.20:8010",
    "LiveTalkingConfig.session": "the session that its page shows; 0 with a virtual camera or push",
    "LiveTalkingConfig.voice": "theirs: it speaks the words; ours: it plays the show's sound",
    "ItemConfig.x": "-1 the left edge, 1 the right",
    "ItemConfig.y": "-1 the bottom, 1 the top",
    "ItemConfig.size": "0 to 1; 0.32 is usual",
}
"""Words by model and key."""
