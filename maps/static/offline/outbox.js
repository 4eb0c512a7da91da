/**
 * The outbox: reports with their photos, kept on this phone until all of them has arrived.
 *
 * @typedef {{ id: string, file: File, problem?: string }} KeptPhoto problem: why the server refused it
 * @typedef {Record<string, string[]>} Errors what is wrong with each field
 * @typedef {{ id: string, body: Record<string, any>, photos: KeptPhoto[], seen: number,
 *   stored: boolean, errors?: Errors, problem?: string, notBefore?: number }} Kept
 *   body: as the API takes it; photos: those that have not arrived; seen, notBefore: milliseconds
 *   since 1970; stored: only photos are left; errors: what a person must mend before it can go;
 *   problem: why it goes later
 */
import { openDB } from "idb";

import { OUTBOX } from "./may-wait.js";

const REPORTS = "reports";

/** @type {ReturnType<typeof openDB> | undefined} */
let opened;

function database() {
  opened ??= openDB(OUTBOX, 1, {
    upgrade: (made) => void made.createObjectStore(REPORTS, { keyPath: "id" }),
  });
  return opened;
}

/** Write a report down, or its newer state. @param {Kept} report */
export async function keep(report) {
  await (await database()).put(REPORTS, report);
}

/** Write down the newer state of one that waits; one that was dropped meanwhile stays out. @param {Kept} report */
export async function renew(report) {
  const { store, done } = (await database()).transaction(REPORTS, "readwrite");
  if (await store.getKey(report.id)) await store.put(report);
  await done;
}

/** @param {string} id @returns {Promise<Kept | undefined>} */
export async function find(id) {
  return (await database()).get(REPORTS, id);
}

/** All that wait, the oldest first. @returns {Promise<Kept[]>} */
export async function all() {
  return (await database()).getAll(REPORTS); // by their ids, which begin with the time
}

/** @param {string} id */
export async function forget(id) {
  await (await database()).delete(REPORTS, id);
}
