/** The layer of reports: clusters with their counts, and single pins. */
import { FONT } from "./map.js";
import { colour } from "./page.js";

/** @import { ExpressionSpecification, FilterSpecification, Map } from "maplibre-gl" */
/** @import { MapGeoJSONFeature, VectorTileSource } from "maplibre-gl" */

export const CLUSTERS = "clusters";
export const PINS = "pins";
const SOURCE = "issues";
/** @type {FilterSpecification} */
const MANY = [">", ["get", "count"], 1];

/**
 * Show the reports under a filter.
 * @param {Map} map
 * @param {URLSearchParams} query
 */
export function showPins(map, query) {
  const tiles = [`${location.origin}/tiles/${SOURCE}/{z}/{x}/{y}.mvt?${query}`];
  const source = /** @type {VectorTileSource | undefined} */ (map.getSource(SOURCE));
  if (source) {
    if (source.tiles[0] !== tiles[0]) source.setTiles(tiles);
    return;
  }
  map.addSource(SOURCE, { type: "vector", tiles, minzoom: 0, maxzoom: 18 });
  addLayers(map);
}

/** @param {Map} map */
export function hidePins(map) {
  if (!map.getSource(SOURCE)) return;
  for (const layer of [PINS, "clusters-count", CLUSTERS]) map.removeLayer(layer);
  map.removeSource(SOURCE);
}

/** @type {ExpressionSpecification} */
const RADIUS = [
  "interpolate",
  ["linear"],
  ["log10", ["get", "count"]],
  0.3,
  13,
  2,
  20,
  4,
  28,
  6,
  32,
];

/** @param {Map} map */
function addLayers(map) {
  const shared = { source: SOURCE, "source-layer": SOURCE };
  map.addLayer({
    ...shared,
    id: CLUSTERS,
    type: "circle",
    filter: MANY,
    paint: {
      "circle-color": colour("teal"),
      "circle-opacity": 0.9,
      "circle-radius": RADIUS,
      "circle-stroke-color": colour("paper"),
      "circle-stroke-width": 2,
    },
  });
  map.addLayer({
    ...shared,
    id: "clusters-count",
    type: "symbol",
    filter: MANY,
    layout: {
      "text-field": ["number-format", ["get", "count"], { locale: document.documentElement.lang }],
      "text-font": FONT,
      "text-size": 13,
      "text-allow-overlap": true,
      "text-padding": 10, // names keep off the disc, not only off its number
    },
    paint: { "text-color": colour("on-teal") },
  });
  map.addLayer({
    ...shared,
    id: PINS,
    type: "symbol",
    filter: ["==", ["get", "count"], 1],
    layout: {
      "icon-image": ["concat", "pin-", ["get", "category"]],
      "icon-allow-overlap": true,
    },
  });
}

/**
 * Where a pin or a cluster is.
 * @param {MapGeoJSONFeature} feature
 * @returns {[number, number]} longitude and latitude
 */
export function coordinates({ geometry }) {
  const [longitude, latitude] = /** @type {GeoJSON.Point} */ (geometry).coordinates;
  return [longitude, latitude];
}
