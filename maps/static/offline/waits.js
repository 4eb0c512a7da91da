/** When a report that waits may be tried again, and what it then says. Times in milliseconds. */

/** @import { Kept } from "./outbox.js" */

const SHORTEST = 5_000;
const LONGEST = 300_000;
const SHORT = 60_000;
/** A wait that is not worth saying when the problem was seen. */

/**
 * Whether a report can go now: nobody has to mend it, and the server did not ask to wait.
 * @param {Pick<Kept, "errors" | "notBefore">} report
 * @param {number} now since 1970
 */
export function isDue({ errors, notBefore = 0 }, now) {
  return !errors && notBefore <= now;
}

/** The pause before the next round: each twice as long as the one before, up to five minutes. @param {number} last */
export function nextPause(last) {
  return Math.min(Math.max(last * 2, SHORTEST), LONGEST);
}

/**
 * What is sent: a report that waited says when it was seen. One that did not is left to the server's clock,
 * for a phone's may be wrong.
 * @param {Pick<Kept, "body" | "seen">} report
 * @param {number} now milliseconds since 1970
 */
export function bodyOf({ body, seen }, now) {
  return now - seen < SHORT ? body : { ...body, reported_at: new Date(seen).toISOString() };
}
