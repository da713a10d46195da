"""A figure moved by VMC: from the viewer's question to what a receiver hears."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from chatbot.performance import VISEMES
from chatbot.renderers.arms import pointing, resting
from chatbot.renderers.blend_shapes import FACES, blend_shapes
from chatbot.renderers.outside import NEUTRAL, Face
from chatbot.testing.osc import OscEar
from tests.onair import studio
from tests.test_outside_renderers import with_renderers
from tests.test_vtube_studio import until_health

VRM0 = {"A", "I", "U", "E", "O", "Joy", "Angry", "Sorrow", "Fun", "Surprised"}


async def test_the_figure_speaks_points_and_rests(tmp_path: Path) -> None:
    async with OscEar() as ear:
        show = with_renderers(tmp_path, f"{{type: vmc, port: {ear.port}}}", seller=True)
        async with studio(show) as night:
            await until_health(night, "up", "UDP says nothing back", name="vmc")
            await night.gateway.chat("how much is the scarf?")
            await night.stage.says("$199")
            await ear.until(lambda: max(ear.shapes.get(vowel, 0) for vowel in "AIUEO") > 0.1)
            await ear.until(lambda: "RightUpperArm" in ear.bones)
            raised = ear.bones["RightUpperArm"]
            await ear.until(lambda: ear.bones["RightUpperArm"] != raised)
            await night.act(action="stop", ref="1")
            await ear.until(lambda: not any(ear.shapes.values()))
        assert set(ear.shapes) == VRM0
        assert not any(ear.shapes.values())
        assert ear.bones["RightUpperArm"] == pytest.approx(resting()["RightUpperArm"])
        assert ear.largest < 1500
        assert all(
            isinstance(values[1], float) for _, at, values in ear.heard if at.endswith("/Blend/Val")
        )


async def test_vrchat_hears_avatar_parameters(tmp_path: Path) -> None:
    async with OscEar() as ear:
        show = with_renderers(tmp_path, f"{{type: vmc, port: {ear.port}, names: vrchat}}")
        async with studio(show) as night:
            await night.gateway.chat("how much is the scarf?")
            await night.stage.says("$199")
            await ear.until(
                lambda: any(
                    at.startswith("/avatar/parameters/") and values[0] > 0.1
                    for _, at, values in ear.heard
                )
            )
        assert {at.rpartition("/")[2] for _, at, _ in ear.heard} == {*VRM0, "Point"}


async def test_a_receiver_that_is_not_there_is_told_with_what_to_start(tmp_path: Path) -> None:
    async with OscEar() as ear:
        port = ear.port
    lines = (f"{{type: vmc, port: {port}}}", "{type: vmc, host: no.such.host.invalid, name: away}")
    async with studio(with_renderers(tmp_path, *lines)) as night:
        words = f"nobody listens at 127.0.0.1:{port} (UDP): start the program, switch on its VMC"
        await until_health(night, "down", words, name="vmc")
        await until_health(night, "down", "no host is called no.such.host.invalid", name="away")
        await night.gateway.chat("how much is the scarf?")
        await night.stage.says("$199")
        async with OscEar(port) as back:  # somebody starts it
            await until_health(night, "up", name="vmc")
            assert set(back.shapes) == VRM0


@pytest.mark.parametrize("names", ["vrm0", "vrm1", "arkit"])
def test_every_mouth_shape_and_face_has_its_shapes_and_all_of_them_rest(names: str) -> None:
    rest = blend_shapes(NEUTRAL, names)
    assert rest
    assert not any(rest.values())
    for viseme in VISEMES:
        shapes = blend_shapes(Face(visemes={viseme: 1.0}), names)
        assert set(shapes) == set(rest)
        assert all(0 <= weight <= 1 for weight in shapes.values())
        quiet = {"sil"} if names == "arkit" else {"sil", "PP", "FF"}
        assert any(shapes.values()) == (viseme not in quiet), viseme
    for name in (*FACES, "sorry", "excited", "proud"):
        assert any(blend_shapes(Face(expressions={name: 1.0}), names).values()), name


@pytest.mark.parametrize(
    ("anchor", "bone", "axis", "sign"),
    [
        ("down", "RightUpperArm", 1, -1),
        ("up", "RightUpperArm", 1, 1),
        ("left", "RightUpperArm", 0, 1),
        ("right", "LeftUpperArm", 0, -1),
        ({"x": 0.9, "y": 0.9}, "LeftUpperArm", 1, -1),
    ],
)
def test_the_arm_on_that_side_points_there(anchor: object, bone: str, axis: int, sign: int) -> None:
    pose = pointing(anchor, 1.0)
    along = (1.0, 0.0, 0.0) if bone == "RightUpperArm" else (-1.0, 0.0, 0.0)
    assert turned(along, pose[bone])[axis] * sign > 0.4
    assert turned(along, pose[bone])[2] > 0.3  # towards the viewer
    other = "LeftUpperArm" if bone == "RightUpperArm" else "RightUpperArm"
    assert pose[other] == resting()[other]
    assert pointing(anchor, 0.0)[bone] == pytest.approx(resting()[bone])
    assert turned(along, resting()[bone])[1] < -0.9  # it hangs


def turned(v: tuple[float, float, float], q: tuple[float, float, float, float]) -> list[float]:
    x, y, z, w = q
    assert math.isclose(x * x + y * y + z * z + w * w, 1.0)
    tx, ty, tz = 2 * (y * v[2] - z * v[1]), 2 * (z * v[0] - x * v[2]), 2 * (x * v[1] - y * v[0])
    return [
        v[0] + w * tx + y * tz - z * ty,
        v[1] + w * ty + z * tx - x * tz,
        v[2] + w * tz + x * ty - y * tx,
    ]
