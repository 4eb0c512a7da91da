import assert from "node:assert/strict";
import test from "node:test";

import {
  areaText,
  circleCorners,
  circleText,
  crosses,
  readShape,
  squareKilometres,
} from "../../maps/static/maps/shape.js";

/** @type {[number, number][]} */
const SQUARE = [
  [29.1, 40.98],
  [29.11, 40.98],
  [29.11, 40.99],
  [29.1, 40.99],
];

test("an address says an area, and it is read again", () => {
  const text = areaText(SQUARE);
  assert.equal(text, "29.10000,40.98000;29.11000,40.98000;29.11000,40.99000;29.10000,40.99000");
  assert.deepEqual(readShape(`?area=${encodeURIComponent(text)}`), { corners: SQUARE });
  assert.equal(circleText([29.1, 40.98], 500), "29.10000,40.98000,500");
  assert.deepEqual(readShape("?circle=29.1,40.98,500"), {
    corners: [],
    centre: [29.1, 40.98],
    metres: 500,
  });
});

test("what is no area in an address is left aside", () => {
  for (const query of ["", "?area=", "?area=1,2;3,4", "?area=a,b;c,d;e,f", "?circle=1,2"])
    assert.equal(readShape(query), undefined, query);
});

test("a square of a hundredth of a degree has 0.934 km²", () => {
  assert.ok(Math.abs(squareKilometres(SQUARE) - 0.934) < 0.002);
  assert.equal(squareKilometres([]), 0);
});

test("a circle has the size of a circle", () => {
  const size = squareKilometres(circleCorners([29.1, 40.98], 1000));
  assert.ok(Math.abs(size - Math.PI) < 0.02, String(size));
});

test("an edge that crosses itself is seen, neighbours that touch are none", () => {
  const [a, b, c, d] = SQUARE;
  assert.equal(crosses(SQUARE), false);
  assert.equal(crosses([a, b, c]), false);
  assert.equal(crosses([a, c, b, d]), true);
  assert.equal(crosses([]), false);
  assert.equal(crosses(circleCorners([29.1, 40.98], 500)), false);
});
