/** A layer drawn plainly from its tiles: points as discs, areas filled, all in one colour. */
import { OUTLINES } from "./map.js";
import { colour } from "./page.js";

/** @import { Map, FilterSpecification } from "maplibre-gl" */
/** @import { PageLayer } from "./page.js" */

export const MARKS = "marks";
const PARTS = ["marks-area", "marks-line", MARKS];

/** @param {"Point" | "LineString" | "Polygon"} type @returns {FilterSpecification} */
const only = (type) => ["==", ["geometry-type"], type];

/**
 * Show a layer under a filter.
 * @param {Map} map
 * @param {PageLayer} layer
 * @param {URLSearchParams} query
 */
export function showMarks(map, layer, query) {
  hideMarks(map);
  const tiles = [`${location.origin}/tiles/${layer.name}/{z}/{x}/{y}.mvt?${query}`];
  map.addSource(MARKS, { type: "vector", tiles, maxzoom: 18 });
  const shared = { source: MARKS, "source-layer": layer.name };
  map.addLayer(
    {
      ...shared,
      id: "marks-area",
      type: "fill",
      filter: only("Polygon"),
      paint: { "fill-color": layer.colour, "fill-opacity": 0.5 },
    },
    OUTLINES,
  );
  map.addLayer({
    ...shared,
    id: "marks-line",
    type: "line",
    filter: ["!=", ["geometry-type"], "Point"],
    paint: { "line-color": layer.colour, "line-width": 2 },
  });
  map.addLayer({
    ...shared,
    id: MARKS,
    type: "circle",
    filter: only("Point"),
    paint: {
      "circle-color": layer.colour,
      "circle-radius": 8,
      "circle-stroke-color": colour("paper"),
      "circle-stroke-width": 2,
    },
  });
}

/** @param {Map} map */
export function hideMarks(map) {
  if (!map.getSource(MARKS)) return;
  for (const layer of PARTS) map.removeLayer(layer);
  map.removeSource(MARKS);
}
