// The second of two hosts: the same figure in other colours, mirrored, standing beside the first.
import { recoloured } from "./art/palette.js";
import { artReady } from "./bones.js";
import { Motion } from "./motion.js";
import { still } from "./mouth.js";
import { Rig } from "./rig.js";

const $ = (id) => document.getElementById(id);

export class Second {
  constructor({ light, alone, stillness }) {
    const layers = [$("second-back"), $("second-left"), $("second-right")];
    for (const layer of layers) layer.hidden = false;
    this.rig = new Rig(layers[0], { left: layers[1], right: layers[2] }, { light, alone, tint: recoloured });
    this.motion = new Motion({ still: stillness });
    this.motion.seed = 4242; // blinks and shifts of her own
    this.ready = artReady();
  }

  place(spot) {
    const { u, x, y } = spot.second;
    this.rig.place({ u, y, x: x + 1000 * u }); // mirrored about its left edge
  }

  /** One frame; `heard` is the mouth shape where she speaks, else null. */
  step(now, dt, heard, all) {
    const { rig, motion } = this;
    const pose = motion.step(now, dt, rig.mouth.open / 30, Boolean(heard));
    rig.mouth.step(heard?.shape ?? still(pose.teeth, pose.gasp), pose.smile * (heard ? 0.8 : 1), 1 - Math.exp(-dt / 28));
    rig.pose(pose, all || pose.brisk);
    return pose;
  }
}
