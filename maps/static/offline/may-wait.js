/** Whether something may wait in the outbox, asked without opening it: most phones have none. */

/** The outbox's database. */
export const OUTBOX = "ortak-harita";

export async function mayWait() {
  if (!indexedDB.databases) return true;
  const found = await indexedDB.databases();
  return found.some(({ name }) => name === OUTBOX);
}
