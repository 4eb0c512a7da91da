/** How well a location is known: a circle in metres on the map, and a sentence. */
import { onNewTheme } from "./map.js";
import { colour, element, filled, readable } from "./page.js";

/** @import { GeoJSONSource, Map as WebMap } from "maplibre-gl" */
/** @typedef {{ longitude: number, latitude: number, accuracy: number }} Location accuracy in metres */

const SOURCE = "accuracy";
const CORNERS = 64;
const EARTH = 6_371_008.8; // mean radius in metres
const POOR = 100; // metres

/**
 * A circle on the ground as a ring of longitudes and latitudes.
 * @param {Location} location
 * @returns {[number, number][]}
 */
export function circle({ longitude, latitude, accuracy }) {
  const degrees = ((accuracy / EARTH) * 180) / Math.PI;
  const wider = Math.cos((latitude * Math.PI) / 180);
  return Array.from({ length: CORNERS + 1 }, (_, i) => {
    const angle = ((i % CORNERS) * 2 * Math.PI) / CORNERS;
    return [longitude + (degrees * Math.cos(angle)) / wider, latitude + degrees * Math.sin(angle)];
  });
}

export class Accuracy {
  /** @param {WebMap} map */
  constructor(map) {
    this.map = map;
    /** @type {[number, number][][]} */
    this.rings = [];
    onNewTheme(map, () => this.draw());
  }

  /** Draw the circle and say how wide it is. @param {Location} location */
  show(location) {
    this.rings = [circle(location)];
    this.draw();
    const text =
      location.accuracy > POOR
        ? gettext("Your location is known to about %(metres)s m only. Please move the pin.")
        : gettext("Your location is known to about %(metres)s m.");
    const place = element("pin-accuracy");
    place.textContent = filled(text, { metres: readable(Math.max(1, location.accuracy)) });
    place.classList.toggle("poor", location.accuracy > POOR);
  }

  /** The pin stands where somebody put it: nothing is to be said. */
  hide() {
    this.rings = [];
    this.draw();
    element("pin-accuracy").textContent = "";
  }

  draw() {
    /** @type {GeoJSON.Feature} */
    const data = {
      type: "Feature",
      properties: {},
      geometry: { type: "MultiPolygon", coordinates: this.rings.map((ring) => [ring]) },
    };
    const source = /** @type {GeoJSONSource | undefined} */ (this.map.getSource(SOURCE));
    if (source) source.setData(data);
    else if (this.rings.length) addLayers(this.map, data);
  }
}

/**
 * @param {WebMap} map
 * @param {GeoJSON.Feature} data
 */
function addLayers(map, data) {
  map.addSource(SOURCE, { type: "geojson", data });
  const paint = { "fill-color": colour("teal"), "fill-opacity": 0.18 };
  map.addLayer({ id: SOURCE, type: "fill", source: SOURCE, paint });
  const edge = { "line-color": colour("teal"), "line-width": 2 };
  map.addLayer({ id: `${SOURCE}-edge`, type: "line", source: SOURCE, paint: edge });
}
