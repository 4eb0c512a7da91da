import assert from "node:assert/strict";
import test from "node:test";

import { areaIn, sitesIn } from "../../maps/static/maps/from-file.js";

const SQUARE = [
  [29.1, 40.98],
  [29.11, 40.98],
  [29.11, 40.99],
  [29.1, 40.99],
];
const ring = [...SQUARE, SQUARE[0]];
/** @param {unknown} data */
const file = (data) => new File([typeof data === "string" ? data : JSON.stringify(data)], "x");
/** @param {object} geometry @param {object} [properties] */
const feature = (geometry, properties = {}) => ({ type: "Feature", geometry, properties });
/** @param {object[]} features */
const collection = (...features) => ({ type: "FeatureCollection", features });
const polygon = { type: "Polygon", coordinates: [ring] };

test("the one polygon of a file is the area, however it is wrapped", async () => {
  const several = { type: "MultiPolygon", coordinates: [[ring]] };
  for (const data of [polygon, several, feature(polygon), collection(feature(polygon))]) {
    assert.deepEqual(await areaIn(file(data)), SQUARE);
  }
});

test("heights and holes are left out", async () => {
  const high = ring.map(([x, y]) => [x, y, 120]);
  const data = { type: "Polygon", coordinates: [high, ring] };
  assert.deepEqual(await areaIn(file(data)), SQUARE);
});

test("what is no area in degrees, or several, is none", async () => {
  const metres = { type: "Polygon", coordinates: [ring.map(([x, y]) => [x * 1e4, y * 1e5])] };
  const point = { type: "Point", coordinates: SQUARE[0] };
  const two = collection(feature(polygon), feature(polygon));
  for (const data of [metres, point, two, collection(), {}, "merhaba", "null", "[1]"]) {
    assert.deepEqual(await areaIn(file(data)), []);
  }
});

test("the points of a file are sites, with their names", async () => {
  const points = collection(
    feature({ type: "Point", coordinates: [29.1, 40.98] }, { name: "Meydan" }),
    feature({ type: "Point", coordinates: [29.123456789, 40.99] }, { ad: "Köşe" }),
    feature({ type: "Point", coordinates: [29.11, 40.99] }),
    feature(polygon),
  );
  assert.deepEqual(await sitesIn(file(points)), [
    "40.98000, 29.10000 Meydan",
    "40.99000, 29.12346 Köşe",
    "40.99000, 29.11000",
  ]);
});

test("so are the lines of a text, but for its head", async () => {
  const text = "\uFEFFenlem;boylam;ad\r\n40,991;29,123;Meydan\r\n\r\n40.98, 29.1\n";
  assert.deepEqual(await sitesIn(file(text)), ["40,991;29,123;Meydan", "40.98, 29.1"]);
  assert.deepEqual(await sitesIn(file("x,y\n")), []);
  assert.deepEqual(await sitesIn(file("4".repeat(3_000_000))), []);
});
