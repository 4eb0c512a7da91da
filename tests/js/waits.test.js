import assert from "node:assert/strict";
import test from "node:test";

import { bodyOf, isDue, nextPause } from "../../maps/static/offline/waits.js";

test("a report goes once its time has come, unless a person must mend it", () => {
  assert.ok(isDue({}, 1000));
  assert.ok(isDue({ notBefore: 1000 }, 1000));
  assert.ok(!isDue({ notBefore: 1001 }, 1000));
  assert.ok(!isDue({ errors: { location: ["outside"] } }, 1000));
});

test("the pauses grow from five seconds to five minutes", () => {
  const pauses = [0];
  while (pauses.length < 10) pauses.push(nextPause(pauses.at(-1)));
  assert.deepEqual(pauses.slice(1, 4), [5_000, 10_000, 20_000]);
  assert.equal(pauses.at(-1), 300_000);
});

test("only a report that waited says when it was seen; all that was written goes along", () => {
  const seen = Date.UTC(2026, 10, 22, 9);
  const body = { id: "a", description: "Çukur", answers: { depth: 3 } };
  assert.deepEqual(bodyOf({ body, seen }, seen + 59_999), body);
  assert.deepEqual(bodyOf({ body, seen }, seen + 60_000), {
    ...body,
    reported_at: "2026-11-22T09:00:00.000Z",
  });
});
