/** The report sheet: a pin, a category, a description, and off it goes. */
import uuid from "uuid";

import { FILL } from "./map.js";
import { Pin } from "./pin.js";

const $ = (id) => document.getElementById(id);

/** Let the page's report button open the sheet instead of the page without the map. */
export function setUpReport(map) {
  const report = new Report(map);
  $("report-button").addEventListener("click", (event) => {
    event.preventDefault();
    report.open();
  });
  $("report-close").addEventListener("click", () => report.close());
  $("report").addEventListener("keydown", ({ key }) => key === "Escape" && report.close());
  $("pin-here").addEventListener("click", () => report.useLocation());
  $("pin-centre").addEventListener("click", () => report.usePlace(map.getCenter()));
  $("report-form").addEventListener("submit", (event) => {
    event.preventDefault();
    report.send();
  });
  map.on("click", ({ lngLat }) => report.isOpen && report.usePlace(lngLat));
}

class Report {
  constructor(map) {
    this.map = map;
    this.begin();
    this.pin = new Pin(map, () => this.tellPlace());
  }

  /** Start a new report; its id is the same for every attempt, so that a retry is no copy. */
  begin() {
    this.id = uuid();
    $("report-form").reset();
  }

  get isOpen() {
    return !$("report").hidden;
  }

  open() {
    $("report").hidden = false;
    document.body.classList.add("reporting");
    this.map.resize();
    if (!this.pin.place) this.pin.moveTo(this.map.getCenter());
    else this.pin.moveTo(this.pin.place);
    this.pin.focus();
  }

  close() {
    $("report").hidden = true;
    document.body.classList.remove("reporting");
    this.pin.remove();
    this.map.resize();
    $("report-button").focus();
  }

  usePlace(place) {
    this.pin.moveTo(place);
  }

  useLocation() {
    showErrors({});
    if (!navigator.geolocation) return this.locationFailed();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
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
    $("pin-place").textContent = name
      ? interpolate(gettext("The pin is in %s."), [name])
      : gettext("The pin is outside the district.");
  }

  async send() {
    const missing = this.missing();
    showErrors(missing);
    if (Object.keys(missing).length) return;
    $("report-send").disabled = true;
    try {
      await this.post();
    } catch {
      showErrors({
        other: [gettext("No connection. Your report is still here; please send it again.")],
      });
    } finally {
      $("report-send").disabled = false;
    }
  }

  missing() {
    const errors = {};
    if (!$("report-category").value) errors.category = [gettext("Please choose a category.")];
    if (!$("report-description").value.trim())
      errors.description = [gettext("Please write a few words.")];
    return errors;
  }

  async post() {
    const { lng, lat } = this.pin.place;
    const answer = await fetch($("report").dataset.api, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Accept-Language": document.documentElement.lang,
        "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      body: JSON.stringify({
        id: this.id,
        location: { type: "Point", coordinates: [lng, lat] },
        category: $("report-category").value,
        description: $("report-description").value,
      }),
    });
    if (answer.ok) {
      const thanks = sentAddress(this.id);
      this.begin(); // whoever comes back to this page has something else to say
      return location.assign(thanks);
    }
    const problem = await answer.json();
    showErrors(problem.errors ?? { other: [problem.detail] });
  }
}

function sentAddress(id) {
  return $("report").dataset.sent.replace(/[0-]{36}/, id);
}

/** Show messages beside their fields and go to the first; those of no field stand at the end. */
function showErrors(errors) {
  const places = [...document.querySelectorAll("[data-error]")];
  const known = new Set(places.map(({ dataset }) => dataset.error));
  const rest = Object.keys(errors).filter((name) => !known.has(name));
  for (const place of places) {
    const names = place.dataset.error === "other" ? ["other", ...rest] : [place.dataset.error];
    place.textContent = names.flatMap((name) => errors[name] ?? []).join(" ");
    const field = $(`report-${place.dataset.error}`);
    field?.setAttribute("aria-invalid", String(Boolean(place.textContent)));
  }
  document.querySelector("#report-form [aria-invalid=true]")?.focus();
}
