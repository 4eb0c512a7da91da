import assert from "node:assert/strict";
import { test } from "node:test";

import { missing, taken } from "../../maps/static/maps/room.js";

const MAP = { top: 50, bottom: 850, left: 0, right: 400 };
const TOOLS = { top: 60, bottom: 210, left: 10, right: 330 };
const BUTTON = { top: 770, bottom: 830, left: 130, right: 270 };
const PANEL = { top: 100, bottom: 700, left: 0, right: 120 };
const FREE = { top: 160, bottom: 80, left: 0, right: 0 };

test("each part takes from the side where it leaves the most", () => {
  assert.deepEqual(taken(MAP, [TOOLS, BUTTON]), FREE);
  assert.deepEqual(taken(MAP, [PANEL]), { top: 0, bottom: 0, left: 120, right: 0 });
  assert.deepEqual(taken(MAP, []), { top: 0, bottom: 0, left: 0, right: 0 });
});

test("a box that is partly under something moves by what is missing", () => {
  const box = (/** @type {number} */ left, /** @type {number} */ top) => ({
    ...{ left, top },
    ...{ right: left + 300, bottom: top + 200 },
  });
  assert.deepEqual(missing(box(50, 300), MAP, FREE), [0, 0]);
  assert.deepEqual(missing(box(-20, 100), MAP, FREE), [20, 110]);
  assert.deepEqual(missing(box(120, 700), MAP, FREE), [-20, -130]);
});

test("of a box that is too large its beginning is seen", () => {
  const tall = { top: 300, bottom: 1300, left: 0, right: 300 };
  assert.deepEqual(missing(tall, MAP, FREE), [0, -90]);
});
