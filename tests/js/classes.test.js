import assert from "node:assert/strict";
import test from "node:test";

import {
  changeClasses,
  classOf,
  evenBreaks,
  quantileClasses,
} from "../../maps/static/maps/classes.js";

test("five classes hold equally many values, and each says how many", () => {
  const classes = quantileClasses([10, 1, 9, 2, 8, 3, 7, 4, 6, 5]);
  assert.deepEqual(
    classes.map(({ lower, upper, count }) => [lower, upper, count]),
    [
      [0, 2, 2],
      [2, 4, 2],
      [4, 6, 2],
      [6, 8, 2],
      [8, 10, 2],
    ],
  );
});

test("equal values share a class", () => {
  assert.deepEqual(quantileClasses([3, 3, 3]), [{ lower: 0, upper: 3, count: 3 }]);
  assert.deepEqual(quantileClasses([]), []);
});

test("a change is less, the same or more", () => {
  const classes = changeClasses([-40, -12, -1, 0, 3, 15, 39]);
  assert.deepEqual(
    classes.map(({ count }) => count),
    [1, 1, 3, 1, 1],
  );
  assert.equal(classOf(0, classes), 2);
  assert.equal(classOf(-1000, classes), 0);
  assert.equal(classOf(1000, classes), 4);
});

test("breaks of a surface are round and reach over its highest value", () => {
  assert.deepEqual(evenBreaks(43), [10, 20, 30, 40, 50]);
  assert.deepEqual(evenBreaks(0.9), [0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(evenBreaks(0), [1, 2, 3, 4, 5]);
});
