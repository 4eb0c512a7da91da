/** The report sheet: where, what, details, and off it goes. */
import { Picker } from "issues/picker";
import uuid from "uuid/v7";

import { Accuracy } from "./accuracy.js";
import { focusInput, tell } from "./errors.js";
import { Finder } from "./finder.js";
import { goTo } from "./go.js";
import { FILL } from "./map.js";
import { Postman } from "../offline/postman.js";
import { Waiting } from "../offline/waiting.js";
import { Nearby } from "./nearby.js";
import { element, field } from "./page.js";
import { Photos, progress } from "./photos.js";
import { Pin } from "./pin.js";
import { Questions } from "./questions.js";
import { STEPS, Steps } from "./steps.js";

/** @import { LngLatLike, Map as WebMap } from "maplibre-gl" */
/** @import { Category } from "./page.js" */
/** @import { Errors, Kept } from "../offline/outbox.js" */

/**
 * Make the sheet that reports from the map.
 * @param {WebMap} map
 * @param {Category[]} categories
 */
export function setUpReport(map, categories) {
  const { api = "" } = element("report").dataset;
  const postman = new Postman({ issues: api, photos: element("photos").dataset.api ?? "" });
  const waiting = new Waiting(postman, categories, {
    edit: (kept) => report.resume(kept),
    dropped: (id) => report.id === id && report.begin(),
    shows: (id) => report.isOpen && report.id === id,
    sent: sentAddress,
  });
  const report = new Report(map, postman, waiting);
  postman.start();
  element("report-close").addEventListener("click", () => report.close());
  // the pin stands on the map, not in the sheet
  document.addEventListener(
    "keydown",
    ({ key }) => key === "Escape" && report.isOpen && report.close(),
  );
  element("pin-here").addEventListener("click", () => report.useLocation());
  element("pin-centre").addEventListener("click", () => report.usePlace(map.getCenter()));
  element("report-form").addEventListener("submit", (event) => {
    event.preventDefault();
    report.goOn();
  });
  new Finder(
    "report-finder",
    () => map.getCenter(),
    (found) => report.useFound(found),
  );
  element("photos-again").addEventListener("click", () => report.send());
  element("photos-skip").addEventListener("click", () => report.goOnWithoutPhotos());
  map.on("click", ({ lngLat }) => report.isOpen && report.usePlace(lngLat));
  return report;
}

class Report {
  /**
   * @param {WebMap} map
   * @param {Postman} postman
   * @param {Waiting} waiting
   */
  constructor(map, postman, waiting) {
    this.map = map;
    this.postman = postman;
    this.waiting = waiting;
    /** @type {Kept | undefined} what of this report is in the outbox */
    this.kept = undefined;
    this.form = /** @type {HTMLFormElement} */ (element("report-form"));
    this.id = uuid();
    this.form.reset();
    this.accuracy = new Accuracy(map);
    this.pin = new Pin(map, () => this.pinMoved());
    this.picker = new Picker();
    this.nearby = new Nearby();
    this.questions = new Questions();
    this.steps = new Steps((step) => this.shown(step));
    this.photos = new Photos();
  }

  /** Start a new report; its id is the same for every attempt, so that a retry is no copy. */
  begin() {
    this.id = uuid();
    this.kept = undefined;
    this.form.reset();
    this.photos.clear();
    this.picker.reset();
    this.nearby.reset();
    this.questions.reset();
    this.steps.reset();
  }

  get isOpen() {
    return !element("report").hidden;
  }

  open() {
    element("report").hidden = false;
    document.body.classList.add("reporting");
    this.map.resize();
    this.questions.load();
    if (!this.pin.place) this.pin.moveTo(this.map.getCenter());
    else this.pin.moveTo(this.pin.place);
    this.pin.focus();
  }

  close() {
    element("report").hidden = true;
    document.body.classList.remove("reporting");
    this.accuracy.hide();
    this.pin.remove();
    this.map.resize();
    element("report-button").focus();
    this.waiting.refresh();
  }

  /** @param {string} step */
  shown(step) {
    if (!this.isOpen) return;
    this.map.resize(); // the sheet leaves the map more room in the first step
    if (step !== "report-details") return;
    this.nearby.offer(this.pin.place, this.picker.value);
    this.questions.show(this.picker.value).then(() => this.map.resize()); // they leave it less
  }

  /** Take the next step, or send after the last, once this one is answered. */
  async goOn() {
    if (this.steps.isLast) await this.questions.load();
    const missing = this.missing();
    this.showErrors(missing);
    if (Object.keys(missing).length) return;
    if (this.steps.isLast) this.send();
    else this.steps.next();
  }

  /** @param {LngLatLike} place */
  usePlace(place) {
    this.pin.moveTo(place);
    this.map.once("idle", () => this.isOpen && this.tellPlace()); // what was far away is drawn then
  }

  /** @param {import("./finder.js").Found} found */
  useFound(found) {
    goTo(this.map, found);
    this.usePlace(found.place);
  }

  useLocation() {
    this.showErrors({});
    if (!navigator.geolocation) return this.locationFailed();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        /** @type {[number, number]} */
        const place = [coords.longitude, coords.latitude];
        this.map.jumpTo({ center: place, zoom: Math.max(this.map.getZoom(), 16) });
        this.usePlace(place);
        this.accuracy.show(coords);
      },
      () => this.locationFailed(),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  }

  locationFailed() {
    this.showErrors({
      location: [gettext("Your location could not be found. Please place the pin by hand.")],
    });
  }

  pinMoved() {
    this.accuracy.hide();
    this.tellPlace();
  }

  tellPlace() {
    const point = this.map.project(this.pin.place);
    const [found] = this.map.queryRenderedFeatures(point, { layers: [FILL] });
    const name = found?.properties.name;
    element("pin-place").textContent = name
      ? interpolate(gettext("The pin is in %s."), [name])
      : gettext("The pin is outside the district.");
  }

  /** Send the report; where it cannot go now, it waits on the phone. */
  async send() {
    field("report-send").disabled = true;
    const report = this.written();
    this.kept = report;
    const { outcome, isKept } = await this.postman.deliver(report, progress);
    progress(0, 0);
    field("report-send").disabled = false;
    if (outcome === "sent") this.thank();
    else if (outcome === "refused") this.showRefusal(report);
    else if (outcome === "earlier") this.handOver(() => this.waiting.tellSent({ report, outcome }));
    else if (isKept) this.handOver(() => this.waiting.open());
    else this.showErrors({ other: [report.problem ?? stillHere()] });
  }

  /** The report as the outbox keeps it; another attempt is the same report. @returns {Kept} */
  written() {
    const { lng, lat } = this.pin.place;
    const body = {
      ...this.kept?.body,
      id: this.id,
      location: { type: "Point", coordinates: [lng, lat] },
      category: this.picker.value,
      description: field("report-description").value,
      answers: this.questions.answers,
    };
    const { stored = false, seen = Date.now(), errors } = this.kept ?? {};
    return {
      id: this.id,
      body,
      photos: this.photos.unsent,
      seen: errors?.reported_at ? Date.now() : seen, // too old: who sends it again has seen it now
      stored,
    };
  }

  thank() {
    const thanks = sentAddress(this.id);
    this.begin(); // whoever comes back to this page has something else to say
    location.assign(thanks);
  }

  async goOnWithoutPhotos() {
    await this.postman.drop(this.id);
    this.thank();
  }

  /** From here on it is to be seen outside the sheet. @param {() => void} show */
  handOver(show) {
    this.begin();
    this.close();
    show();
  }

  /**
   * Say what must be mended before it can go.
   * @param {Kept} report
   */
  showRefusal({ stored, photos, errors = {} }) {
    if (stored) this.photos.showLeft(photos);
    else this.showErrors(errors);
  }

  /**
   * Go on with a report of the outbox.
   * @param {Kept} report
   */
  async resume(report) {
    this.begin();
    this.id = report.id;
    this.kept = report;
    fill(this.form, report.body);
    this.questions.restore(report.body.answers ?? {});
    await Promise.all(report.photos.map(({ id, file }) => this.photos.add(file, id)));
    this.usePlace(report.body.location.coordinates);
    this.map.jumpTo({ center: this.pin.place });
    this.open();
    if (report.stored) this.steps.go(STEPS.length - 1);
    this.showRefusal(report);
  }

  /** What the step that is shown still wants to know. */
  missing() {
    /** @type {Errors} */
    const errors = {};
    if (this.steps.at === 1 && !this.picker.value)
      errors.category = [gettext("Please choose a category.")];
    if (this.steps.isLast && !field("report-description").value.trim())
      errors.description = [gettext("Please write a few words.")];
    return this.steps.isLast ? { ...errors, ...this.questions.errors } : errors;
  }

  /** Show messages beside their fields and go to the first. @param {Errors} errors */
  showErrors(errors) {
    const first = tell(this.form, errors);
    if (!first) return;
    this.steps.goTo(first);
    focusInput(`report-${first.dataset.error}`);
  }
}

/** @param {string} id */
function sentAddress(id) {
  return (element("report").dataset.sent ?? "").replace(/[0-]{36}/, id);
}

/**
 * Put what was written back into its fields.
 * @param {HTMLFormElement} form
 * @param {Record<string, any>} body
 */
function fill(form, body) {
  for (const [name, value] of Object.entries(body)) {
    const input = form.elements.namedItem(name);
    if (input && "value" in input && typeof value === "string") input.value = value;
  }
}

function stillHere() {
  return gettext("No connection. Your report is still here; please send it again.");
}
