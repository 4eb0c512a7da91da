/** The map of a nomination: a point, a line or an area, corner by corner, kept in the form as GeoJSON. */
import { createMap, onNewTheme } from "./map.js";
import { colour, element, field } from "./page.js";
import { crosses } from "./shape.js";

/** @import { GeoJSONSource, Map as WebMap } from "maplibre-gl" */
/** @import { Corner } from "./shape.js" */

const SOURCE = "nominated";
const MOST_CORNERS = 200;
const FEWEST = { Point: 1, LineString: 2, Polygon: 3 };

/** @typedef {keyof typeof FEWEST} Kind */

class Nomination {
  /** @param {WebMap} map */
  constructor(map) {
    this.map = map;
    /** @type {Corner[]} */
    this.corners = [];
    this.takeForm();
    map.on("click", ({ lngLat }) => this.add(lngLat.toArray()));
    map.doubleClickZoom.disable(); // two quick taps are two corners
    element("nominate-centre").addEventListener("click", () => this.add(map.getCenter().toArray()));
    element("nominate-undo").addEventListener("click", () => this.undo());
    element("nominate-kinds").addEventListener("change", () => this.begin());
    onNewTheme(map, () => this.draw());
  }

  /** @returns {Kind} */
  get kind() {
    const chosen = document.querySelector("#nominate-kinds input:checked");
    return /** @type {Kind} */ (chosen instanceof HTMLInputElement ? chosen.value : "Point");
  }

  get fault() {
    const isArea = this.kind === "Polygon" && this.corners.length > 2;
    if (isArea && crosses(this.corners))
      return gettext("The edge of the area crosses itself. Take the last corner back.");
    return "";
  }

  /** What is drawn, once it has as many corners as it needs. @returns {GeoJSON.Geometry | undefined} */
  get geometry() {
    if (this.corners.length < FEWEST[this.kind] || this.fault) return undefined;
    const places = this.corners.map(([x, y]) => [Number(x.toFixed(6)), Number(y.toFixed(6))]);
    if (this.kind === "Point") return { type: "Point", coordinates: places[0] };
    if (this.kind === "LineString") return { type: "LineString", coordinates: places };
    return { type: "Polygon", coordinates: [[...places, places[0]]] };
  }

  /** Go on with what the form came back with. */
  takeForm() {
    const text = field("id_shape").value;
    if (!text) return this.changed();
    /** @type {GeoJSON.Point | GeoJSON.LineString | GeoJSON.Polygon} */
    const known = JSON.parse(text);
    const radio = document.querySelector(`#nominate-kinds [value="${known.type}"]`);
    if (radio instanceof HTMLInputElement) radio.checked = true;
    const places = {
      Point: () => [known.coordinates],
      LineString: () => known.coordinates,
      Polygon: () => /** @type {Corner[][]} */ (known.coordinates)[0].slice(0, -1),
    }[known.type]();
    this.corners = /** @type {Corner[]} */ (places);
    return this.changed();
  }

  begin() {
    this.corners = [];
    this.changed();
  }

  /** @param {number[]} place */
  add([longitude, latitude]) {
    if (this.kind === "Point") this.corners = [];
    if (this.corners.length < MOST_CORNERS) this.corners.push([longitude, latitude]);
    this.changed();
  }

  undo() {
    this.corners.pop();
    this.changed();
  }

  changed() {
    const { geometry } = this;
    field("id_shape").value = geometry ? JSON.stringify(geometry) : "";
    element("nominate-undo").hidden = this.kind === "Point";
    element("nominate-told").textContent = this.fault || this.told(Boolean(geometry));
    this.draw();
  }

  /** @param {boolean} isWhole */
  told(isWhole) {
    if (this.corners.length === MOST_CORNERS)
      return gettext("That are as many points as can be kept. Go on with what is drawn.");
    if (isWhole) return gettext("It is on the map.");
    if (this.kind === "Point") return gettext("Tap the map where it is.");
    return this.kind === "LineString"
      ? gettext("Tap along the line, point by point.")
      : gettext("Tap the corners of the area one after the other.");
  }

  draw() {
    const { geometry } = this;
    /** @type {GeoJSON.FeatureCollection} */
    const data = {
      type: "FeatureCollection",
      features: [
        ...this.corners.map((coordinates) => feature({ type: "Point", coordinates })),
        ...(geometry && geometry.type !== "Point" ? [feature(geometry)] : []),
      ],
    };
    const source = /** @type {GeoJSONSource | undefined} */ (this.map.getSource(SOURCE));
    if (source) source.setData(data);
    else addLayers(this.map, data);
  }
}

/**
 * @param {GeoJSON.Geometry} geometry
 * @returns {GeoJSON.Feature}
 */
function feature(geometry) {
  return { type: "Feature", properties: {}, geometry };
}

/**
 * @param {WebMap} map
 * @param {GeoJSON.FeatureCollection} data
 */
function addLayers(map, data) {
  const line = colour("teal");
  map.addSource(SOURCE, { type: "geojson", data });
  const shared = { source: SOURCE };
  map.addLayer({
    ...shared,
    id: "nominated-fill",
    type: "fill",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": line, "fill-opacity": 0.25 },
  });
  map.addLayer({
    ...shared,
    id: "nominated-line",
    type: "line",
    filter: ["!=", ["geometry-type"], "Point"],
    paint: { "line-color": line, "line-width": 3 },
  });
  map.addLayer({
    ...shared,
    id: "nominated-corners",
    type: "circle",
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-radius": 7,
      "circle-color": colour("raised"),
      "circle-stroke-color": line,
      "circle-stroke-width": 3,
    },
  });
}

element("nominate").hidden = false;
const { map, ready } = await createMap(element("nominate-map"), { hash: false });
await ready;
new Nomination(map);
const written = field("id_shape").closest(".field");
if (written instanceof HTMLElement) written.hidden = true; // it is drawn instead
