/**
 * The postman: takes what is in the outbox to the server, now or when the network is back, each report
 * once, whatever number of tabs is open.
 *
 * @typedef {"sent" | "earlier" | "away" | "later" | "refused"} Outcome earlier: an attempt with other
 *   words had arrived; later: not now, says the server; refused: a person must mend it
 * @typedef {(now: number, all: number) => void} Progress of photos
 */
import { all, find, forget, keep, renew } from "./outbox.js";
import { LaterError, RefusedError, sendPhoto, sendWords } from "./sending.js";
import { isDue, nextPause } from "./waits.js";

/** @import { Kept } from "./outbox.js" */
/** @import { Addresses } from "./sending.js" */

export class Postman extends EventTarget {
  /**
   * Dispatches `change` when the outbox is another, and `sent` with `{ report, outcome }` in its detail when
   * one went out in the background.
   * @param {Addresses} addresses
   */
  constructor(addresses) {
    super();
    this.addresses = addresses;
    this.pause = 0; // milliseconds before the last round
    this.timer = 0;
    this.tabs = new BroadcastChannel("outbox");
    this.tabs.onmessage = () => this.dispatchEvent(new Event("change"));
    this.isAway = false;
  }

  /** Send what waits, now and whenever it may go. */
  start() {
    addEventListener("online", () => this.tryAnew());
    document.addEventListener("visibilitychange", () => document.hidden || this.tryAnew());
    this.tryAnew();
  }

  tryAnew() {
    this.pause = 0;
    this.round();
  }

  /** Try all that may go, and again after a while if some are left. */
  async round() {
    const waiting = await all().catch(() => []);
    this.dispatchEvent(new Event("change"));
    if (!navigator.onLine) return; // the browser tells when it is back
    for (const { id } of waiting.filter((report) => isDue(report, Date.now()))) {
      await this.sendWaiting(id);
    }
    const left = await all().catch(() => []);
    if (left.some(({ errors }) => !errors)) this.comeAgain();
  }

  comeAgain() {
    this.pause = nextPause(this.pause);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.round(), this.pause);
  }

  /** Send a report that waits, unless another tab is at it. @param {string} id */
  async sendWaiting(id) {
    await alone(id, { ifAvailable: true }, async (isAlone) => {
      const report = isAlone && (await find(id));
      if (!report || report.errors) return; // somebody began to change it meanwhile
      const outcome = await this.send(report);
      if (outcome === "sent" || outcome === "earlier")
        this.dispatchEvent(new CustomEvent("sent", { detail: { report, outcome } }));
    });
  }

  /**
   * Keep a report and send it at once.
   * @param {Kept} report changed: it says what is left of it
   * @param {Progress} tell
   * @returns {Promise<{ outcome: Outcome, isKept: boolean }>} isKept: whether it waits on the phone where it
   *   did not arrive; a browser may allow no such place, or have no room
   */
  async deliver(report, tell) {
    const isKept = await keep(report).then(
      () => true,
      () => false,
    );
    const outcome = await alone(report.id, {}, async () => {
      if (isKept && !(await find(report.id))) return "sent"; // by another tab meanwhile
      return this.send(report, tell);
    });
    if (outcome === "away" || outcome === "later") this.comeAgain();
    return { outcome, isKept };
  }

  /**
   * Take a report out, for nobody wants it sent any more.
   * @param {string} id
   */
  async drop(id) {
    await forget(id).catch(() => undefined);
    this.changed();
  }

  /** Say that the outbox is another, to the other tabs, too. */
  changed() {
    this.dispatchEvent(new Event("change"));
    this.tabs.postMessage("changed");
  }

  /**
   * @param {Kept} report
   * @param {Progress} [tell]
   * @returns {Promise<Outcome>}
   */
  async send(report, tell = () => {}) {
    delete report.errors;
    delete report.problem;
    delete report.notBefore;
    const outcome = await this.attempt(report, tell);
    this.isAway = outcome === "away";
    const done = outcome === "sent" || outcome === "earlier";
    await (done ? forget(report.id) : renew(report)).catch(() => undefined);
    this.changed();
    return outcome;
  }

  /**
   * @param {Kept} report
   * @param {Progress} tell
   * @returns {Promise<Outcome>}
   */
  async attempt(report, tell) {
    try {
      return await this.sendAll(report, tell);
    } catch (error) {
      if (error instanceof RefusedError) {
        report.errors = error.errors;
        return "refused";
      }
      if (!(error instanceof LaterError)) return "away";
      report.problem = error.message;
      report.notBefore = Date.now() + error.seconds * 1000;
      return "later";
    }
  }

  /**
   * @param {Kept} report
   * @param {Progress} tell
   * @returns {Promise<Outcome>}
   */
  async sendAll(report, tell) {
    let same = true;
    if (!report.stored) {
      same = await sendWords(report, this.addresses);
      report.stored = true;
      await renew(report).catch(() => undefined);
    }
    await this.sendPhotos(report, tell);
    return same ? "sent" : "earlier";
  }

  /**
   * @param {Kept} report
   * @param {Progress} tell
   * @throws {RefusedError} about those that the server does not take; the others have arrived
   */
  async sendPhotos(report, tell) {
    const photos = [...report.photos];
    const refusals = [];
    for (const [done, photo] of photos.entries()) {
      tell(done + 1, photos.length);
      try {
        await sendPhoto(report, photo, this.addresses);
        report.photos = report.photos.filter((other) => other !== photo);
        await renew(report).catch(() => undefined);
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        photo.problem = error.message;
        refusals.push(`${photo.file.name}: ${error.message}`);
      }
    }
    if (refusals.length) throw new RefusedError({ photo: refusals });
  }
}

/**
 * Do something with a report while no other tab does.
 * @template T
 * @param {string} id
 * @param {LockOptions} options
 * @param {(isAlone: boolean) => Promise<T>} act
 * @returns {Promise<T>}
 */
function alone(id, options, act) {
  if (!navigator.locks) return act(true); // a page without TLS has none
  return navigator.locks.request(`report-${id}`, options, (lock) => act(Boolean(lock)));
}
