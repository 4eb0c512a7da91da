import assert from "node:assert/strict";
import test from "node:test";

import { cellCounts, kernelDensity } from "../../maps/static/maps/density.js";

const grid = { west: 0, south: 0, cell: 25, columns: 160, rows: 160 };
const everywhere = new Float32Array(grid.columns * grid.rows).fill(1);
const H = 200;

/** The exact sum of kernels, per km². */
function exact(places, x, y) {
  const kernels = places.map(
    (place) => place.count * Math.exp(-((x - place.x) ** 2 + (y - place.y) ** 2) / (2 * H ** 2)),
  );
  return (1e6 * kernels.reduce((a, b) => a + b, 0)) / (2 * Math.PI * H ** 2);
}

/** Some places, the same in every run. */
function scattered(number) {
  let seed = 17;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  return Array.from({ length: number }, () => ({
    x: 1200 + 1600 * random(),
    y: 1200 + 1600 * random(),
    count: 1 + Math.floor(4 * random()),
  }));
}

test("one report has the density of the formula at its place", () => {
  const surface = kernelDensity([{ x: 2012.5, y: 2012.5, count: 1 }], grid, H, everywhere);
  assert.ok(Math.abs(Math.max(...surface) / 3.97887 - 1) < 0.005);
});

test("the error against the exact sum stays under one percent of the peak", () => {
  const places = scattered(300);
  const surface = kernelDensity(places, grid, H, everywhere);
  const peak = Math.max(...surface);
  for (let row = 40; row < 120; row += 7) {
    for (let column = 40; column < 120; column += 7) {
      const there = exact(places, (column + 0.5) * grid.cell, (row + 0.5) * grid.cell);
      assert.ok(Math.abs(surface[row * grid.columns + column] - there) < 0.01 * peak);
    }
  }
});

test("no report is lost in the cells", () => {
  const places = scattered(200);
  const sum = cellCounts(places, grid).reduce((a, b) => a + b, 0);
  const count = places.reduce((a, place) => a + place.count, 0);
  assert.ok(Math.abs(sum - count) < 0.01);
});

test("outside the district there is no heat, and its border looks no emptier", () => {
  const half = everywhere.map((_, i) => (i % grid.columns < 80 ? 1 : 0));
  const even = [];
  for (let x = 12.5; x < 2000; x += 25)
    for (let y = 12.5; y < 4000; y += 25) even.push({ x, y, count: 1 });
  const surface = kernelDensity(even, grid, H, half);
  const at = (column) => surface[80 * grid.columns + column];
  assert.equal(at(81), 0);
  assert.ok(Math.abs(at(78) / at(40) - 1) < 0.02);
});
