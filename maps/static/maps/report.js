/** The report sheet: a pin, a category, a description, and off it goes. */
import { fetchWithProof } from "accounts/proof";
import uuid from "uuid/v7";

import { FILL } from "./map.js";
import { csrfToken, element, field } from "./page.js";
import { Photos } from "./photos.js";
import { Pin } from "./pin.js";

/** @import { LngLatLike, Map as WebMap } from "maplibre-gl" */
/** @typedef {Record<string, string[]>} Errors what is wrong with each field */

/**
 * Let the page's report button open the sheet instead of the page without the map.
 * @param {WebMap} map
 */
export function setUpReport(map) {
  const report = new Report(map);
  element("report-button").addEventListener("click", (event) => {
    event.preventDefault();
    report.open();
  });
  element("report-close").addEventListener("click", () => report.close());
  element("report").addEventListener("keydown", ({ key }) => key === "Escape" && report.close());
  element("pin-here").addEventListener("click", () => report.useLocation());
  element("pin-centre").addEventListener("click", () => report.usePlace(map.getCenter()));
  element("report-form").addEventListener("submit", (event) => {
    event.preventDefault();
    report.send();
  });
  map.on("click", ({ lngLat }) => report.isOpen && report.usePlace(lngLat));
}

class Report {
  /** @param {WebMap} map */
  constructor(map) {
    this.map = map;
    this.form = /** @type {HTMLFormElement} */ (element("report-form"));
    this.id = uuid();
    this.form.reset();
    this.pin = new Pin(map, () => this.tellPlace());
    this.photos = new Photos();
  }

  /** Start a new report; its id is the same for every attempt, so that a retry is no copy. */
  begin() {
    this.id = uuid();
    this.form.reset();
    this.photos.clear();
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
    this.pin.remove();
    this.map.resize();
    element("report-button").focus();
  }

  /** @param {LngLatLike} place */
  usePlace(place) {
    this.pin.moveTo(place);
  }

  useLocation() {
    showErrors({});
    if (!navigator.geolocation) return this.locationFailed();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        /** @type {[number, number]} */
        const place = [coords.longitude, coords.latitude];
        this.map.jumpTo({ center: place, zoom: Math.max(this.map.getZoom(), 16) });
        this.usePlace(place);
      },
      () => this.locationFailed(),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  }

  locationFailed() {
    showErrors({
      location: [gettext("Your location could not be found. Please place the pin by hand.")],
    });
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
    const missing = this.missing();
    showErrors(missing);
    if (Object.keys(missing).length) return;
    field("report-send").disabled = true;
    try {
      await this.post();
    } catch {
      showErrors({
        other: [gettext("No connection. Your report is still here; please send it again.")],
      });
    } finally {
      field("report-send").disabled = false;
    }
  }

  missing() {
    /** @type {Errors} */
    const errors = {};
    if (!field("report-category").value) errors.category = [gettext("Please choose a category.")];
    if (!field("report-description").value.trim())
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
        category: field("report-category").value,
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
    showErrors(problem.errors ?? { other: [problem.detail] });
  }
}

/** @param {string} id */
function sentAddress(id) {
  return (element("report").dataset.sent ?? "").replace(/[0-]{36}/, id);
}

/**
 * Show messages beside their fields and go to the first; those of no field stand at the end.
 * @param {Errors} errors
 */
function showErrors(errors) {
  /** @type {HTMLElement[]} */
  const places = [...document.querySelectorAll("[data-error]")].filter(
    (place) => place instanceof HTMLElement,
  );
  const known = new Set(places.map(({ dataset }) => dataset.error));
  const rest = Object.keys(errors).filter((name) => !known.has(name));
  for (const place of places) {
    const about = place.dataset.error ?? "other";
    const names = about === "other" ? ["other", ...rest] : [about];
    place.textContent = names.flatMap((name) => errors[name] ?? []).join(" ");
    const input = document.getElementById(`report-${about}`);
    input?.setAttribute("aria-invalid", String(Boolean(place.textContent)));
  }
  /** @type {HTMLElement | null} */ (
    document.querySelector("#report-form [aria-invalid=true]")
  )?.focus();
}
