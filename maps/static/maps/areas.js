/** The layers of areas: hexagons and mahalle coloured by a number, hatched where it rests on too few. */
import { changeClasses, classOf, quantileClasses } from "./classes.js";
import { OUTLINES } from "./map.js";
import { colour, newPen, pageData } from "./page.js";

/** @import { Map, GeoJSONSource } from "maplibre-gl" */
/** @import { Measure } from "./state.js" */
/** @import { Class } from "./classes.js" */

export const AREAS = "areas";
const HATCH = "areas-hatch";
const LINE = "areas-line";

/**
 * @typedef {{ name?: string, slug?: string, count: number, per_km2: number | null,
 *   per_1000: number | null, before: number | null, change: number | null }} Figures
 * @typedef {GeoJSON.Feature<GeoJSON.Geometry, Figures & { class?: number }>} Area
 * @typedef {{ classes: Class[], hatched: number, count: number }} AreaLegend
 */

/**
 * Show areas under a filter; returns what the legend tells.
 * @param {Map} map
 * @param {string} layer
 * @param {Measure} measure
 * @param {URLSearchParams} query
 * @param {AbortSignal} signal
 * @returns {Promise<AreaLegend>}
 */
export async function showAreas(map, layer, measure, query, signal) {
  const answer = await fetch(`/layers/${layer}.geojson?${query}`, { signal });
  /** @type {{ type: "FeatureCollection", features: Area[] }} */
  const data = await answer.json();
  const { too_few: few } = pageData();
  const sure = data.features.filter((area) => isSure(area, measure, few));
  const values = sure.map(({ properties }) => Number(properties[measure]));
  const classes = measure === "change" ? changeClasses(values) : quantileClasses(values);
  for (const [i, area] of sure.entries()) area.properties.class = classOf(values[i], classes);
  drawAreas(map, data, classes.length && measure === "change" ? "change" : "class");
  return {
    classes,
    hatched: data.features.length - sure.length,
    count: data.features.reduce((sum, { properties }) => sum + properties.count, 0),
  };
}

/** @param {Map} map */
export function hideAreas(map) {
  if (!map.getSource(AREAS)) return;
  for (const layer of [LINE, HATCH, AREAS]) map.removeLayer(layer);
  map.removeSource(AREAS);
}

/**
 * Whether a number rests on enough reports to be coloured; a plain count always does.
 * @param {Area} area
 * @param {Measure} measure
 * @param {number} few
 */
function isSure({ properties }, measure, few) {
  if (properties[measure] === null) return false;
  if (measure === "count") return true;
  return Math.max(properties.count, properties.before ?? 0) >= few;
}

/**
 * Draw areas by their `class`, hatched where they have none.
 * @param {Map} map
 * @param {GeoJSON.FeatureCollection} data
 * @param {"class" | "change"} scale of colours
 */
export function drawAreas(map, data, scale) {
  const source = /** @type {GeoJSONSource | undefined} */ (map.getSource(AREAS));
  if (source) source.setData(data);
  else addLayers(map, data);
  const [first, ...others] = [0, 1, 2, 3, 4].map((i) => colour(`${scale}-${i}`));
  const steps = others.flatMap((paint, i) => [i + 1, paint]);
  map.setPaintProperty(AREAS, "fill-color", ["step", ["get", "class"], first, ...steps]);
}

/**
 * @param {Map} map
 * @param {GeoJSON.FeatureCollection} data
 */
function addLayers(map, data) {
  map.addSource(AREAS, { type: "geojson", data });
  map.addLayer(
    {
      id: AREAS,
      type: "fill",
      source: AREAS,
      filter: ["has", "class"],
      paint: { "fill-opacity": 0.85 },
    },
    OUTLINES,
  );
  if (map.hasImage(HATCH)) map.removeImage(HATCH); // of the other theme
  map.addImage(HATCH, hatching(), { pixelRatio: 2 });
  map.addLayer(
    {
      id: HATCH,
      type: "fill",
      source: AREAS,
      filter: ["!", ["has", "class"]],
      paint: { "fill-pattern": HATCH },
    },
    OUTLINES,
  );
  map.addLayer(
    {
      id: LINE,
      type: "line",
      source: AREAS,
      paint: { "line-color": colour("paper"), "line-width": 1 },
    },
    OUTLINES,
  );
}

/** Slanted lines, as a picture that repeats. */
function hatching() {
  const size = 16;
  const pen = newPen(size, size);
  pen.strokeStyle = colour("muted");
  pen.lineWidth = 2;
  for (const x of [-size, 0, size]) {
    pen.moveTo(x, size);
    pen.lineTo(x + size, 0);
  }
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}
