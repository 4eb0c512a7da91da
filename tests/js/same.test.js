import assert from "node:assert/strict";
import test from "node:test";

import { isSame } from "../../maps/static/offline/same.js";

const written = {
  category: "sokak-lambasi",
  description: " Yanmıyor. ",
  location: { type: "Point", coordinates: [29.1050000123, 40.995] },
  answers: { "sonuk-lamba": "2.0", ne: ["b", "a"], bos: "" },
};
const stored = {
  category: "sokak-lambasi",
  description: "Yanmıyor.",
  location: { type: "Point", coordinates: [29.105, 40.995] },
  answers: { "sonuk-lamba": 2, ne: ["a", "b"] },
};

test("a report is the same however the server writes its numbers down", () => {
  assert.ok(isSame(written, stored));
  assert.ok(isSame({ ...written, answers: undefined }, { ...stored, answers: {} }));
});

for (const [what, other] of Object.entries({
  category: { category: "cop" },
  description: { description: "Yanıyor." },
  place: { location: { type: "Point", coordinates: [29.105, 40.99501] } },
  answer: { answers: { ...stored.answers, "sonuk-lamba": 3 } },
  "answer more": { answers: { ...stored.answers, direk: "A-12" } },
  "answer less": { answers: { ne: ["a", "b"] } },
}))
  test(`another ${what} makes it another report`, () =>
    assert.ok(!isSame(written, { ...stored, ...other })));
