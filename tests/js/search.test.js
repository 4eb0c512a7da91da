import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { fold, search, slips } from "../../issues/static/issues/search.js";

const words = JSON.parse(
  readFileSync(new URL("../gisdata/folding_words.json", import.meta.url), "utf8"),
);

test("every word of the table is folded as Python folds it", () => {
  for (const [word, folded] of Object.entries(words)) assert.equal(fold(word), folded);
});

test("slips are letters changed, added, left out or swapped", () => {
  const cases = [
    ["agac", "agac", 0],
    ["agca", "agac", 1],
    ["agcac", "agac", 1],
    ["gac", "agac", 1],
    ["agak", "agac", 1],
    ["", "cop", 3],
    ["cukru", "cukur", 1],
    ["kaldrmi", "kaldirim", 2],
  ];
  for (const [one, other, expected] of cases) {
    assert.equal(slips(one, other), expected, `${one} ${other}`);
    assert.equal(slips(other, one), expected, `${other} ${one}`);
  }
});

const TOPICS = ["Ağaç, dal", "Çöp kutusu", "Sokak lambası ışık", "Kanalizasyon, koku", "Su kaçağı"];

/** @param {string} typed */
const found = (typed) => [...search(typed, TOPICS)];

test("a search forgives case, accents and both letters i", () => {
  for (const typed of ["agac", "AĞAÇ", "agaç", "ağçac", "Agac"])
    assert.deepEqual(found(typed), [0]);
  assert.deepEqual(found("IŞIK"), [2]);
  assert.deepEqual(found("isik"), [2]);
});

test("one slip in four letters and two in eight are forgiven, and none in three", () => {
  assert.deepEqual(found("kanlizasyom"), [3]);
  assert.deepEqual(found("kanlzasym"), []);
  assert.deepEqual(found("cpo"), []);
});

test("Turkish endings do not get in the way", () => {
  assert.deepEqual(found("ağaçlar"), [0]);
  assert.deepEqual(found("kutusuna"), [1]);
});

test("a slip is looked for only where nothing is spelt so", () => {
  assert.deepEqual(search("koku", ["Koku", "Korku"]), new Set([0]));
});

test("every typed word counts, and nothing typed finds everything", () => {
  assert.deepEqual(found("sokak ışık"), [2]);
  assert.deepEqual(found("sokak koku"), []);
  assert.equal(found("  ").length, TOPICS.length);
});
