import assert from "node:assert/strict";
import test from "node:test";

import {
  comparedPeriods,
  layerQuery,
  readState,
  writeState,
} from "../../maps/static/maps/state.js";

const filters = ["category", "from", "mahalle", "status", "to"];
const layers = [
  { name: "issues", drawing: "clusters", filters },
  { name: "density", drawing: "heat", filters },
  { name: "hexagons", drawing: "areas", filters },
  { name: "neighbourhoods", drawing: "areas", filters },
  { name: "benches", drawing: "marks", filters: ["mahalle"] },
  { name: "indicators", drawing: "values", subject: "indicator", filters: ["mahalle"] },
];
const known = { first: "2025-01-01", last: "2026-12-31", layers };

test("an address without a query shows all reports", () => {
  const state = readState("", layers);
  assert.equal(state.layer, "issues");
  assert.equal(state.measure, "count");
  assert.deepEqual(Object.values(state.filters), ["", "", "", "", ""]);
  assert.equal(writeState(state, layers), "");
});

test("what is written is read back the same", () => {
  for (const query of [
    "category=yol&status=new%2Cacknowledged&mahalle=barbaros&from=2026-01-01&to=2026-02-28",
    "layer=density",
    "category=cop&layer=hexagons&measure=per_1000",
    "layer=neighbourhoods&measure=change",
    "mahalle=barbaros&layer=indicators&indicator=butce",
  ]) {
    assert.equal(writeState(readState(query, layers), layers), query);
  }
});

test("a mahalle is known by both of its names, and by several values", () => {
  const query = "category=cop&category=yol&neighbourhood=barbaros";
  const { filters } = readState(query, layers);
  assert.equal(filters.mahalle, "barbaros");
  assert.equal(filters.category, "cop,yol");
});

test("a layer and a measure that do not exist are the usual ones", () => {
  const state = readState("?layer=dragons&measure=weight", layers);
  assert.equal(state.layer, "issues");
  assert.equal(state.measure, "count");
});

test("a measure is no part of the address of pins", () => {
  assert.equal(writeState(readState("measure=per_km2", layers), layers), "");
});

test("a change is asked against as many days just before", () => {
  assert.deepEqual(comparedPeriods({ from: "2026-03-01", to: "2026-03-31" }, known), {
    from: "2026-03-01",
    to: "2026-03-31",
    before: { from: "2026-01-29", to: "2026-02-28" },
  });
});

test("without a period the known days are halved", () => {
  assert.deepEqual(comparedPeriods({ from: "", to: "" }, known), {
    from: "2026-01-01",
    to: "2026-12-31",
    before: { from: "2025-01-01", to: "2025-12-31" },
  });
});

test("only a change asks for an earlier period", () => {
  const counted = layerQuery(readState("layer=hexagons&category=cop", layers), known);
  assert.equal(counted.toString(), "category=cop");
  const changed = layerQuery(readState("layer=hexagons&measure=change", layers), known);
  assert.deepEqual([...changed.keys()], ["from", "to", "compare_from", "compare_to"]);
  const pins = layerQuery(readState("layer=issues&measure=change", layers), known);
  assert.equal(pins.toString(), "");
});

test("a layer is asked only by the filters that it knows", () => {
  const state = readState("layer=benches&category=cop&mahalle=dere", layers);
  assert.equal(layerQuery(state, known).toString(), "mahalle=dere");
});

test("what a layer is about is asked of that layer alone", () => {
  const query = "category=cop&mahalle=barbaros&layer=indicators&indicator=butce";
  const asked = layerQuery(readState(query, layers), known);
  assert.equal(asked.toString(), "mahalle=barbaros&indicator=butce");
  assert.equal(readState("layer=hexagons&indicator=butce", layers).subject, "");
});
