/** Sends one report of the outbox: its words, then its photos one by one. Sent again, it is the same report. */
import { fetchWithProof } from "accounts/proof";

import { csrfToken } from "../maps/page.js";
import { byField } from "../maps/questions.js";
import { isSame } from "./same.js";
import { bodyOf } from "./waits.js";

/** @import { Errors, Kept, KeptPhoto } from "./outbox.js" */
/** @typedef {{ issues: string, photos: string }} Addresses of the API; photos: with two empty ids in it */

const CREATED = 201;
const UNKNOWN = /0[0-]{35}/;
const WORDS_PATIENCE = 30_000;
const PHOTO_PATIENCE = 600_000;
/** Milliseconds that an answer may take. */

/** The server asks for the same again, at another time. */
export class LaterError extends Error {
  /** @param {string} message @param {number} seconds */
  constructor(message, seconds) {
    super(message);
    this.seconds = seconds;
  }
}

/** The server will not take it as it is. */
export class RefusedError extends Error {
  /** @param {Errors} errors */
  constructor(errors) {
    super(Object.values(errors).flat().join(" "));
    this.errors = errors;
  }
}

/**
 * Send the words of a report.
 * @param {Kept} report
 * @param {Addresses} addresses
 * @returns {Promise<boolean>} whether the server has it as it is written here; without, an earlier attempt
 *   that said something else had reached it
 * @throws {LaterError | RefusedError | TypeError} TypeError, like fetch: no answer
 */
export async function sendWords(report, { issues }) {
  const answer = await fetchWithProof(issues, {
    method: "POST",
    headers: { ...headers(), "Content-Type": "application/json" },
    body: JSON.stringify(bodyOf(report, Date.now())),
    signal: AbortSignal.timeout(WORDS_PATIENCE),
  });
  const stored = await content(answer);
  return answer.status === CREATED || isSame(report.body, stored);
}

/**
 * Send one photo of a report that the server has.
 * @param {Kept} report
 * @param {KeptPhoto} photo
 * @param {Addresses} addresses
 * @throws {LaterError | RefusedError | TypeError}
 */
export async function sendPhoto({ id }, photo, { photos }) {
  const body = new FormData();
  body.append("photo", photo.file);
  const answer = await fetchWithProof(photos.replace(UNKNOWN, id).replace(UNKNOWN, photo.id), {
    method: "PUT",
    headers: headers(),
    body,
    signal: AbortSignal.timeout(PHOTO_PATIENCE),
  });
  await content(answer);
}

function headers() {
  return { "Accept-Language": document.documentElement.lang, "X-CSRFToken": csrfToken() };
}

/**
 * What the server said, once it said yes.
 * @param {Response} answer
 */
async function content(answer) {
  const said = await answer.json();
  if (answer.ok) return said;
  if (answer.status === 429 || answer.status >= 500)
    throw new LaterError(said.detail, Number(answer.headers.get("Retry-After")) || 0);
  throw new RefusedError(said.errors ? byField(said.errors) : { other: [said.detail] });
}
