"""Make the sample VRM model (shows/paper/model/pip.vrm): `python scripts/sample_vrm.py`.

Our own figure of spheres, VRM 1.0: each part hangs on its bone; mouth and eyes have morphs.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

WHERE = Path(__file__).resolve().parent.parent / "shows" / "paper" / "model" / "pip.vrm"
SKIN, HAIR, CLOTH = (0.93, 0.70, 0.54), (0.30, 0.15, 0.09), (0.10, 0.45, 0.40)
INK, LIPS = (0.06, 0.04, 0.05), (0.45, 0.08, 0.10)

# bone: (parent, place relative to it in metres); the figure faces +z, its left is +x
BONES: dict[str, tuple[str, tuple[float, float, float]]] = {
    "hips": ("", (0, 0.9, 0)),
    "spine": ("hips", (0, 0.12, 0)),
    "chest": ("spine", (0, 0.15, 0)),
    "neck": ("chest", (0, 0.2, 0)),
    "head": ("neck", (0, 0.09, 0)),
}
for _side, _sign in (("left", 1), ("right", -1)):
    BONES |= {
        f"{_side}UpperArm": ("chest", (0.17 * _sign, 0.13, 0)),
        f"{_side}LowerArm": (f"{_side}UpperArm", (0.23 * _sign, 0, 0)),
        f"{_side}Hand": (f"{_side}LowerArm", (0.22 * _sign, 0, 0)),
        f"{_side}UpperLeg": ("hips", (0.09 * _sign, -0.04, 0)),
        f"{_side}LowerLeg": (f"{_side}UpperLeg", (0, -0.4, 0)),
        f"{_side}Foot": (f"{_side}LowerLeg", (0, -0.4, 0)),
    }

MOUTH = (0.0, 0.035, 0.158)
EYES = ((0.058, 0.115, 0.148), (-0.058, 0.115, 0.148))
# mouth morphs: half width and half height
SHAPES = {
    "aa": (0.034, 0.034), "ih": (0.040, 0.014), "ou": (0.015, 0.018), "ee": (0.042, 0.020),
    "oh": (0.024, 0.030), "happy": (0.052, 0.007),
}  # fmt: skip
REST = (0.036, 0.005)


def ball(centre: Any, radii: Any, steps: int = 12) -> tuple[Any, Any, Any]:
    """Points, normals and triangles of an ellipsoid."""
    turns, rises = np.meshgrid(
        np.linspace(0, 2 * np.pi, 2 * steps + 1), np.linspace(-np.pi / 2, np.pi / 2, steps + 1)
    )
    unit = np.stack(
        [np.cos(rises) * np.cos(turns), np.sin(rises), np.cos(rises) * np.sin(turns)], -1
    ).reshape(-1, 3)
    points = unit * radii + np.asarray(centre)
    normals = unit / np.asarray(radii)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    wide = 2 * steps + 1
    quads = [(r * wide + t, r * wide + t + 1) for r in range(steps) for t in range(2 * steps)]
    faces = [f for a, b in quads for f in ((a, a + wide, b), (b, a + wide, b + wide))]
    return points, normals, np.asarray(faces, np.uint16)


class Glb:
    """A binary glTF under construction."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": "scripts/sample_vrm.py"},
            "extensionsUsed": ["VRMC_vrm"],
            "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [], "meshes": [],
            "materials": [], "accessors": [], "bufferViews": [], "buffers": [{}],
        }  # fmt: skip
        self.body = bytearray()

    def accessor(self, values: Any, kind: str, component: int) -> int:
        raw = np.ascontiguousarray(values).tobytes()
        view = {"buffer": 0, "byteOffset": len(self.body), "byteLength": len(raw)}
        self.body += raw + bytes(-len(raw) % 4)
        self.data["bufferViews"].append(view)
        made: dict[str, Any] = {
            "bufferView": len(self.data["bufferViews"]) - 1,
            "componentType": component,
            "count": len(values),
            "type": kind,
        }
        if kind == "VEC3":
            made |= {"min": values.min(0).tolist(), "max": values.max(0).tolist()}
        self.data["accessors"].append(made)
        return len(self.data["accessors"]) - 1

    def part(
        self, bone: int, centre: Any, radii: Any, colour: Any, morphs: list[Any] | None = None
    ) -> int:
        """An ellipsoid on a bone; `morphs` are other radii. Returns its node."""
        points, normals, faces = ball(centre, radii)
        material = {
            "pbrMetallicRoughness": {
                "baseColorFactor": [*colour, 1], "metallicFactor": 0, "roughnessFactor": 0.9,
            }
        }  # fmt: skip
        if material not in self.data["materials"]:
            self.data["materials"].append(material)
        primitive: dict[str, Any] = {
            "attributes": {
                "POSITION": self.accessor(points.astype("<f4"), "VEC3", 5126),
                "NORMAL": self.accessor(normals.astype("<f4"), "VEC3", 5126),
            },
            "indices": self.accessor(faces.reshape(-1).astype("<u2"), "SCALAR", 5123),
            "material": self.data["materials"].index(material),
        }
        if morphs:
            moved = [(ball(centre, to)[0] - points).astype("<f4") for to in morphs]
            primitive["targets"] = [{"POSITION": self.accessor(m, "VEC3", 5126)} for m in moved]
        self.data["meshes"].append({"primitives": [primitive]})
        self.data["nodes"].append({"mesh": len(self.data["meshes"]) - 1})
        node = len(self.data["nodes"]) - 1
        self.data["nodes"][bone].setdefault("children", []).append(node)
        return node

    def bytes(self) -> bytes:
        self.data["buffers"][0]["byteLength"] = len(self.body)
        text = json.dumps(self.data, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        chunks = struct.pack("<I4s", len(text), b"JSON") + text
        chunks += struct.pack("<I4s", len(self.body), b"BIN\0") + bytes(self.body)
        return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def build() -> bytes:
    """The whole file."""
    glb = Glb()
    index = {name: i for i, name in enumerate(BONES)}
    for name, (parent, place) in BONES.items():
        glb.data["nodes"].append({"name": name, "translation": list(place)})
        if parent:
            glb.data["nodes"][index[parent]].setdefault("children", []).append(index[name])
    glb.part(index["hips"], (0, 0, 0), (0.15, 0.14, 0.11), CLOTH)
    glb.part(index["spine"], (0, 0.08, 0), (0.145, 0.17, 0.105), CLOTH)
    glb.part(index["chest"], (0, 0.06, 0), (0.18, 0.15, 0.11), CLOTH)
    glb.part(index["neck"], (0, 0.03, 0), (0.05, 0.09, 0.05), SKIN)
    glb.part(index["head"], (0, 0.11, 0), (0.15, 0.17, 0.15), SKIN)
    glb.part(index["head"], (0, 0.15, -0.035), (0.165, 0.175, 0.15), HAIR)
    glb.part(index["head"], (0, 0.33, -0.03), (0.06, 0.05, 0.06), HAIR)
    eyes = [
        glb.part(index["head"], at, (0.017, 0.024, 0.012), INK, [(0.022, 0.003, 0.012)])
        for at in EYES
    ]
    mouth = glb.part(
        index["head"], MOUTH, (*REST, 0.006), LIPS, [(*size, 0.006) for size in SHAPES.values()]
    )
    for side, sign in (("left", 1), ("right", -1)):
        glb.part(index[f"{side}UpperArm"], (0.11 * sign, 0, 0), (0.15, 0.055, 0.055), CLOTH)
        glb.part(index[f"{side}LowerArm"], (0.1 * sign, 0, 0), (0.135, 0.045, 0.045), CLOTH)
        glb.part(index[f"{side}Hand"], (0.05 * sign, 0, 0), (0.06, 0.04, 0.03), SKIN)
        glb.part(index[f"{side}Hand"], (0.12 * sign, 0, 0), (0.05, 0.014, 0.014), SKIN)
        glb.part(index[f"{side}UpperLeg"], (0, -0.2, 0), (0.075, 0.24, 0.075), INK)
        glb.part(index[f"{side}LowerLeg"], (0, -0.2, 0), (0.06, 0.24, 0.06), INK)
        glb.part(index[f"{side}Foot"], (0, -0.03, 0.05), (0.06, 0.04, 0.11), HAIR)
    preset: dict[str, Any] = {
        name: {"morphTargetBinds": [{"node": mouth, "index": i, "weight": 1.0}]}
        for i, name in enumerate(SHAPES)
    }
    shut = [{"node": eye, "index": 0, "weight": 1.0} for eye in eyes]
    preset["blink"] = {"morphTargetBinds": shut}
    # As many models do, this face would silence the lips: the page must not let it.
    preset["happy"] |= {"overrideMouth": "block"}
    glb.data["extensions"] = {
        "VRMC_vrm": {
            "specVersion": "1.0",
            "meta": {
                "name": "Pip",
                "version": "1",
                "authors": ["the live-room chatbot authors"],
                "licenseUrl": "https://vrm.dev/licenses/1.0/",
                "avatarPermission": "everyone",
                "commercialUsage": "corporation",
                "modification": "allowModificationRedistribution",
                "allowRedistribution": True,
                "otherLicenseUrl": "https://opensource.org/license/mit",
            },
            "humanoid": {"humanBones": {name: {"node": i} for name, i in index.items()}},
            "expressions": {"preset": preset},
        }
    }
    return glb.bytes()


if __name__ == "__main__":
    WHERE.parent.mkdir(parents=True, exist_ok=True)
    WHERE.write_bytes(build())
    print(WHERE, WHERE.stat().st_size)
