/** The report sheet: where, what, details, and off it goes. */
import { fetchWithProof } from "accounts/proof";
import uuid from "uuid/v7";

import { hideAccuracy, showAccuracy } from "./accuracy.js";
import { FILL } from "./map.js";
import { Nearby } from "./nearby.js";
import { csrfToken, element, field } from "./page.js";
import { Photos } from "./photos.js";
import { Picker } from "./picker.js";
import { Pin } from "./pin.js";
import { Steps } from "./steps.js";

/** @import { LngLatLike, Map as WebMap } from "maplibre-gl" */
/** @typedef {Record<string, string[]>} Errors what is wrong with each field */

/**
 * Make the sheet that reports from the map.
 * @param {WebMap} map
 */
export function setUpReport(map) {
  const report = new Report(map);
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
  map.on("click", ({ lngLat }) => report.isOpen && report.usePlace(lngLat));
  return report;
}

class Report {
  /** @param {WebMap} map */
  constructor(map) {
    this.map = map;
    this.form = /** @type {HTMLFormElement} */ (element("report-form"));
    this.id = uuid();
    this.form.reset();
    this.pin = new Pin(map, () => this.pinMoved());
    this.picker = new Picker();
    this.nearby = new Nearby();
    this.steps = new Steps((step) => this.shown(step));
    this.photos = new Photos();
  }

  /** Start a new report; its id is the same for every attempt, so that a retry is no copy. */
  begin() {
    this.id = uuid();
    this.form.reset();
    this.photos.clear();
    this.picker.reset();
    this.nearby.reset();
    this.steps.reset();
  }

  get isOpen() {
    return !element("report").hidden;
  }

  open() {
    element("report").hidden = false;
    document.body.classList.add("reporting");
    this.map.resize();
    if (!this.pin.place) this.pin.moveTo(this.map.getCenter());
    else this.pin.moveTo(this.pin.place);
    this.pin.focus();
  }

  close() {
    element("report").hidden = true;
    document.body.classList.remove("reporting");
    hideAccuracy(this.map);
    this.pin.remove();
    this.map.resize();
    element("report-button").focus();
  }

  /** @param {string} step */
  shown(step) {
    if (!this.isOpen) return;
    this.map.resize(); // the sheet leaves the map more room in the first step
    if (step === "report-details") this.nearby.offer(this.pin.place, this.picker.value);
  }

  /** Take the next step, or send after the last, once this one is answered. */
  goOn() {
    const missing = this.missing();
    this.showErrors(missing);
    if (Object.keys(missing).length) return;
    if (this.steps.isLast) this.send();
    else this.steps.next();
  }

  /** @param {LngLatLike} place */
  usePlace(place) {
    this.pin.moveTo(place);
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
        showAccuracy(this.map, coords);
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
    hideAccuracy(this.map);
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

  async send() {
    field("report-send").disabled = true;
    try {
      await this.post();
    } catch {
      this.showErrors({
        other: [gettext("No connection. Your report is still here; please send it again.")],
      });
    } finally {
      field("report-send").disabled = false;
    }
  }

  /** What the step that is shown still wants to know. */
  missing() {
    /** @type {Errors} */
    const errors = {};
    if (this.steps.at === 1 && !this.picker.value)
      errors.category = [gettext("Please choose a category.")];
    if (this.steps.isLast && !field("report-description").value.trim())
      errors.description = [gettext("Please write a few words.")];
    return errors;
  }

  async post() {
    const { lng, lat } = this.pin.place;
    const answer = await fetchWithProof(element("report").dataset.api ?? "", {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Accept-Language": document.documentElement.lang,
        "X-CSRFToken": csrfToken(),
      },
      body: JSON.stringify({
        id: this.id,
        location: { type: "Point", coordinates: [lng, lat] },
        category: this.picker.value,
        description: field("report-description").value,
      }),
    });
    if (answer.ok) {
      const thanks = sentAddress(this.id);
      await this.photos.send(this.id);
      this.begin(); // whoever comes back to this page has something else to say
      return location.assign(thanks);
    }
    const problem = await answer.json();
    this.showErrors(problem.errors ?? { other: [problem.detail] });
  }

  /**
   * Show messages beside their fields and go to the first; those of no field stand at the end.
   * @param {Errors} errors
   */
  showErrors(errors) {
    const places = [...this.form.querySelectorAll("p[data-error]")].filter(isElement);
    const known = new Set(places.map(({ dataset }) => dataset.error));
    const rest = Object.keys(errors).filter((name) => !known.has(name));
    for (const place of places) {
      const about = place.dataset.error ?? "other";
      const names = about === "other" ? ["other", ...rest] : [about];
      place.textContent = names.flatMap((name) => errors[name] ?? []).join(" ");
      const input = document.getElementById(`report-${about}`);
      input?.setAttribute("aria-invalid", String(Boolean(place.textContent)));
    }
    const first = places.find(({ textContent }) => textContent);
    if (!first) return;
    this.steps.goTo(first);
    focusInput(`report-${first.dataset.error}`);
  }
}

/** @param {string} id */
function sentAddress(id) {
  return (element("report").dataset.sent ?? "").replace(/[0-]{36}/, id);
}

/** Go to a field, or to the first of those in it. @param {string} id */
function focusInput(id) {
  const found = document.getElementById(id);
  (found?.querySelector("input") ?? found)?.focus();
}

/**
 * @param {Element} found
 * @returns {found is HTMLElement}
 */
function isElement(found) {
  return found instanceof HTMLElement;
}
