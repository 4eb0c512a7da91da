/** Whether the server has a report as it is written here: an earlier attempt may have reached it first. */

/** @import { Kept } from "./outbox.js" */
/** @typedef {string | number | (string | number)[]} Answer */

const NEAR = 1e-6;
/** Degrees, about ten centimetres: the server rounds. */

/**
 * @param {Kept["body"]} written as it was sent
 * @param {Record<string, any>} stored as the server answers
 */
export function isSame(written, stored) {
  return (
    written.category === stored.category &&
    written.description.trim() === stored.description &&
    isNear(written.location.coordinates, stored.location.coordinates) &&
    sameAnswers(written.answers ?? {}, stored.answers)
  );
}

/**
 * @param {number[]} here
 * @param {number[]} there
 */
function isNear(here, there) {
  return here.every((degrees, axis) => Math.abs(degrees - there[axis]) < NEAR);
}

/**
 * @param {Record<string, Answer>} here
 * @param {Record<string, Answer>} there
 */
function sameAnswers(here, there) {
  const codes = new Set([...Object.keys(here), ...Object.keys(there)]);
  return [...codes].every((code) => plain(here[code]) === plain(there[code]));
}

/** An answer as a text: the server keeps "2.0" as 2, and choices in another order. @param {Answer} answer */
function plain(answer = []) {
  const parts = [answer].flat().map((part) => String(part).trim());
  return parts
    .map((part) => (part && Number.isFinite(Number(part)) ? Number(part) : part))
    .sort()
    .join();
}
