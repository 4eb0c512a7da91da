import assert from "node:assert/strict";
import test from "node:test";

import { monthOfPeriod, monthPeriod, monthsBetween } from "../../maps/static/maps/months.js";

test("months run over the end of a year", () => {
  assert.deepEqual(monthsBetween("2025-11-22", "2026-02-01"), [
    "2025-11",
    "2025-12",
    "2026-01",
    "2026-02",
  ]);
});

test("a month has its own last day", () => {
  assert.deepEqual(monthPeriod("2024-02"), { from: "2024-02-01", to: "2024-02-29" });
  assert.deepEqual(monthPeriod("2026-12"), { from: "2026-12-01", to: "2026-12-31" });
});

test("a period is known as its month only when it is the whole of it", () => {
  const months = monthsBetween("2026-01-05", "2026-04-05");
  assert.equal(monthOfPeriod(months, { from: "2026-03-01", to: "2026-03-31" }), 2);
  assert.equal(monthOfPeriod(months, { from: "2026-03-01", to: "2026-03-30" }), -1);
  assert.equal(monthOfPeriod(months, { from: "", to: "" }), -1);
});
