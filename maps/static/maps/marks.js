/** A layer drawn plainly from its tiles: points as discs, lines, areas filled; near by with their names. */
import { FONT, OUTLINES } from "./map.js";
import { colour } from "./page.js";

/** @import { Map, ExpressionSpecification, FilterSpecification } from "maplibre-gl" */
/** @import { MarkLayer } from "./page.js" */

export const MARKS = "marks";
const SIGNS = "marks-sign";
const NAMES = "marks-name";
const PARTS = ["marks-area", "marks-line", MARKS, SIGNS, NAMES];
const NAMED_FROM = 15;

/** @param {"Point" | "LineString" | "Polygon"} type @returns {FilterSpecification} */
const only = (type) => ["==", ["geometry-type"], type];

/**
 * Show a layer under a filter.
 * @param {Map} map
 * @param {MarkLayer} layer
 * @param {URLSearchParams} query
 */
export function showMarks(map, layer, query) {
  hideMarks(map);
  const tiles = [`${location.origin}/tiles/${layer.name}/{z}/{x}/{y}.mvt?${query}`];
  map.addSource(MARKS, { type: "vector", tiles, maxzoom: 18 });
  const shared = { source: MARKS, "source-layer": layer.name };
  const colours = bySign(layer, "colour", layer.colour);
  map.addLayer(
    {
      ...shared,
      id: "marks-area",
      type: "fill",
      filter: only("Polygon"),
      paint: { "fill-color": colours, "fill-opacity": 0.5 },
    },
    OUTLINES,
  );
  map.addLayer({
    ...shared,
    id: "marks-line",
    type: "line",
    filter: ["!=", ["geometry-type"], "Point"],
    paint: { "line-color": colours, "line-width": 2 },
  });
  map.addLayer({
    ...shared,
    id: MARKS,
    type: "circle",
    filter: only("Point"),
    paint: {
      "circle-color": colours,
      "circle-radius": 8,
      "circle-stroke-color": colour("paper"),
      "circle-stroke-width": 2,
    },
  });
  if (layer.signs.field) addSigns(map, layer, shared);
  if (layer.fields.name) addNames(map, shared);
}

/**
 * What tells a value to those who do not see its colour.
 * @param {Map} map
 * @param {MarkLayer} layer
 * @param {{ source: string, "source-layer": string }} shared
 */
function addSigns(map, layer, shared) {
  map.addLayer({
    ...shared,
    id: SIGNS,
    type: "symbol",
    layout: {
      "text-field": bySign(layer, "character", ""),
      "text-font": FONT,
      "text-size": 13,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": "#ffffff", "text-halo-color": "#1b2a33", "text-halo-width": 1.2 },
  });
}

/**
 * @param {Map} map
 * @param {{ source: string, "source-layer": string }} shared
 */
function addNames(map, shared) {
  map.addLayer({
    ...shared,
    id: NAMES,
    type: "symbol",
    minzoom: NAMED_FROM,
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": 12,
      "text-variable-anchor": ["top", "bottom", "left", "right"],
      "text-radial-offset": 1,
      "text-max-width": 9,
    },
    paint: {
      "text-color": colour("ink"),
      "text-halo-color": colour("paper"),
      "text-halo-width": 1.6,
    },
  });
}

/**
 * Choose by the value of the field that a layer's signs are of; without one there is nothing to choose.
 * @param {MarkLayer} layer
 * @param {"colour" | "character"} what
 * @param {string} otherwise
 * @returns {ExpressionSpecification | string}
 */
function bySign({ signs }, what, otherwise) {
  const [first, ...others] = signs.values;
  if (!first) return otherwise;
  return [
    "match",
    ["get", signs.field],
    first.value,
    first[what],
    ...others.flatMap((sign) => [sign.value, sign[what]]),
    otherwise,
  ];
}

/** @param {Map} map */
export function hideMarks(map) {
  if (!map.getSource(MARKS)) return;
  for (const layer of PARTS) if (map.getLayer(layer)) map.removeLayer(layer);
  map.removeSource(MARKS);
}
