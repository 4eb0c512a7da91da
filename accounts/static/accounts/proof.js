/**
 * Proof of work: what the service asks of a device whose network reports very often.
 * The library is fetched only then.
 *
 * @import { Challenge } from "altcha-lib"
 */

const TOO_OFTEN = 429;

/**
 * Fetch; where the answer asks for a proof of work, find one and send the same again with it.
 * @param {string} address
 * @param {RequestInit & { headers: Record<string, string> }} request
 */
export async function fetchWithProof(address, request) {
  const answer = await fetch(address, request);
  if (answer.status !== TOO_OFTEN) return answer;
  const { challenge } = await answer.clone().json();
  if (!challenge) return answer;
  const headers = { ...request.headers, "X-Altcha": await proofFor(challenge) };
  return fetch(address, { ...request, headers });
}

/**
 * Find a proof. Takes a second or two.
 * @param {Challenge} challenge
 * @returns {Promise<string>} base64, as the service reads it
 */
export async function proofFor(challenge) {
  const { solveChallenge } = await import("altcha/pow");
  const { deriveKey } = await import("altcha/pbkdf2");
  const solution = await solveChallenge({ challenge, deriveKey });
  return btoa(JSON.stringify({ challenge, solution }));
}
