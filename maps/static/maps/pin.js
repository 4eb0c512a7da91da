/** The pin of a report: placed by click, drag, arrow keys, or from outside. */
import * as maplibregl from "maplibre-gl";

/** @import { LngLatLike, Map as WebMap } from "maplibre-gl" */

const STEP = 12;
/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Pin {
  /**
   * A pin that calls `onMove` with its place after every move; it is shown by `moveTo`.
   * @param {WebMap} map
   * @param {(place: { lng: number, lat: number }) => void} onMove
   */
  constructor(map, onMove) {
    this.map = map;
    this.onMove = onMove;
    this.marker = new maplibregl.Marker({ color: "#C8553D", draggable: true });
    this.marker.on("dragend", () => this.moved());
    this.element = this.marker.getElement();
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "application");
    this.element.setAttribute("aria-roledescription", gettext("pin"));
    this.element.setAttribute("aria-describedby", "report-title pin-place");
    this.element.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Where it is, as {lng, lat}, or undefined while it is not on the map. */
  get place() {
    return this.marker.getLngLat();
  }

  /** @param {LngLatLike} place */
  moveTo(place) {
    this.marker.setLngLat(place).addTo(this.map);
    this.moved();
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }

  remove() {
    this.marker.remove();
  }

  moved() {
    const { lng, lat } = this.place;
    const label = gettext("Pin. Move it with the arrow keys; with Shift in small steps.");
    this.element.setAttribute("aria-label", label);
    this.onMove({ lng, lat });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? STEP / 6 : STEP;
    const { x, y } = this.map.project(this.place);
    const next = this.map.unproject([x + direction[0] * step, y + direction[1] * step]);
    if (!this.map.getBounds().contains(next)) this.map.panTo(next, { animate: false });
    this.moveTo(next);
  }
}
