/** Drawing a frozen view and the notes on it: its features carry their own colours. */
import { FONT, NAMES, OUTLINES } from "../maps/map.js";
import { colour } from "../maps/page.js";

/** @import { Map, GeoJSONSource, FilterSpecification } from "maplibre-gl" */

/**
 * @typedef {{ colour: string, character: string, title: string, count: number }} Entry
 * @typedef {GeoJSON.FeatureCollection<GeoJSON.Geometry, { colour: string, character: string, label: string,
 *   at: number }> & { title: string, shown: string[], legend: Entry[], at: string }} Frozen
 * @typedef {{ id: number, text: string, colour: string, shape: GeoJSON.Geometry | null }} Note
 */

export const AREAS = "frozen-area";
export const POINTS = "frozen-point";
const LINES = "frozen-line";
const POINTED = ["frozen-pointed-line", "frozen-pointed-point"];
/** @type {GeoJSON.FeatureCollection} */
const NOTHING = { type: "FeatureCollection", features: [] };

/** @param {"Point" | "LineString" | "Polygon"} type @returns {FilterSpecification} */
const only = (type) => ["==", ["geometry-type"], type];

/**
 * Add the layers that show a frozen view and notes, with nothing on them.
 * @param {Map} map
 */
export function prepare(map) {
  map.addSource("frozen", { type: "geojson", data: NOTHING });
  map.addSource("notes", { type: "geojson", data: NOTHING });
  const colours = /** @type {["get", string]} */ (["get", "colour"]);
  map.addLayer(
    {
      id: AREAS,
      type: "fill",
      source: "frozen",
      filter: only("Polygon"),
      paint: { "fill-color": colours, "fill-opacity": 0.8 },
    },
    OUTLINES,
  );
  map.addLayer({
    id: LINES,
    type: "line",
    source: "frozen",
    filter: only("LineString"),
    paint: { "line-color": colours, "line-width": 4 },
  });
  map.addLayer({
    id: POINTS,
    type: "circle",
    source: "frozen",
    filter: only("Point"),
    paint: {
      "circle-color": colours,
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 4, 16, 10],
      "circle-stroke-color": colour("paper"),
      "circle-stroke-width": 1.5,
    },
  });
  map.addLayer({
    id: "frozen-character",
    type: "symbol",
    source: "frozen",
    layout: { "text-field": ["get", "character"], "text-font": FONT, "text-size": 13 },
    paint: { "text-color": "#ffffff", "text-halo-color": "#1b2a33", "text-halo-width": 1.2 },
  });
  addPointed(map);
  addNotes(map);
  const large = Math.max(1, innerWidth / 1200); // a projector is read from the back of the room
  map.setLayoutProperty(NAMES, "text-size", 14 * large);
}

/** @param {Map} map */
function addPointed(map) {
  const nothing = /** @type {FilterSpecification} */ (["==", ["get", "at"], -1]);
  map.addLayer({
    id: POINTED[0],
    type: "line",
    source: "frozen",
    filter: nothing,
    paint: { "line-color": colour("focus"), "line-width": 6 },
  });
  map.addLayer({
    id: POINTED[1],
    type: "circle",
    source: "frozen",
    filter: nothing,
    paint: {
      "circle-radius": 18,
      "circle-opacity": 0,
      "circle-stroke-color": colour("focus"),
      "circle-stroke-width": 6,
    },
  });
}

/** @param {Map} map */
function addNotes(map) {
  const colours = /** @type {["get", string]} */ (["get", "colour"]);
  map.addLayer({
    id: "notes-area",
    type: "fill",
    source: "notes",
    filter: only("Polygon"),
    paint: { "fill-color": colours, "fill-opacity": 0.25 },
  });
  map.addLayer({
    id: "notes-line",
    type: "line",
    source: "notes",
    filter: ["!=", ["geometry-type"], "Point"],
    paint: { "line-color": colours, "line-width": 5 },
  });
  map.addLayer({
    id: "notes-point",
    type: "circle",
    source: "notes",
    filter: only("Point"),
    paint: {
      "circle-color": colours,
      "circle-radius": 11,
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 3,
    },
  });
  map.addLayer({
    id: "notes-text",
    type: "symbol",
    source: "notes",
    layout: {
      "text-field": ["get", "text"],
      "text-font": FONT,
      "text-size": 16,
      "text-variable-anchor": ["top", "bottom", "left", "right"],
      "text-radial-offset": 1,
      "text-max-width": 12,
    },
    paint: { "text-color": "#1b2a33", "text-halo-color": "#ffffff", "text-halo-width": 2 },
  });
}

/**
 * A source of ours; none while another theme is being set, after which all is drawn again.
 * @param {Map} map
 * @param {string} name
 */
function source(map, name) {
  return /** @type {GeoJSONSource | undefined} */ (map.getSource(name));
}

/**
 * @param {Map} map
 * @param {Frozen | undefined} data nothing, where no view is shown
 */
export function showFrozen(map, data) {
  source(map, "frozen")?.setData(data ?? NOTHING);
}

/**
 * @param {Map} map
 * @param {Note[]} notes
 */
export function showNotes(map, notes) {
  const features = notes.flatMap(({ shape, text, colour }) =>
    shape ? [{ type: "Feature", geometry: shape, properties: { text, colour } }] : [],
  );
  const data = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features });
  source(map, "notes")?.setData(data);
}

/**
 * Ring the feature of a position, or none.
 * @param {Map} map
 * @param {number | null} at
 */
export function pointAt(map, at) {
  const here = /** @type {FilterSpecification} */ (["==", ["get", "at"], at ?? -1]);
  for (const id of POINTED.filter((one) => map.getLayer(one))) {
    const type = id === POINTED[1] ? only("Point") : ["!=", ["geometry-type"], "Point"];
    map.setFilter(id, /** @type {FilterSpecification} */ (["all", here, type]));
  }
}
