/**
 * The base map: streets, water, green and buildings from vector tiles in the Shortbread schema, drawn in
 * the page's own colours; or somebody else's.
 */
import { BASEMAP as ID, NAMES } from "./map.js";
import { colour } from "./page.js";

/**
 * @import { ExpressionSpecification, LayerSpecification, Map as WebMap, SourceSpecification } from "maplibre-gl"
 * @typedef {{ source: SourceSpecification, layers: () => LayerSpecification[],
 *   names: () => LayerSpecification[], label: (map: WebMap) => Promise<void> }} Basemap names: once
 *   their letters are there; label: fetch those and write the names
 */

export const MAIN = ["motorway", "trunk", "primary", "secondary", "tertiary"];
const PATHS = ["footway", "path", "cycleway", "steps", "track"];
const RAILS = ["rail", "light_rail", "tram"];
const NAMES_FROM = 14;
const PATIENCE = 3000;
/** Milliseconds that the description of a base map may take; then the map is drawn without. */

/** @type {() => LayerSpecification[]} once somebody was near enough to read them */
let names = () => [];

/**
 * The base map at an address; nothing where it cannot be had, or not in time.
 * @param {string} address of a TileJSON, of a PMTiles archive, or a template of pictures
 * @returns {Promise<Basemap | undefined>}
 */
export async function basemapAt(address) {
  if (!/{z}|[.]pmtiles$/.test(address)) {
    return vector({ type: "vector", url: new URL(address, location.href).href });
  }
  const late = new Promise((_, failed) => setTimeout(failed, PATIENCE));
  try {
    const { fromOutside } = await import("./basemap-outside.js");
    return await Promise.race([fromOutside(address), late]);
  } catch {
    return undefined;
  }
}

/**
 * @param {SourceSpecification} source
 * @returns {Basemap}
 */
export function vector(source) {
  return { source, layers: drawn, names: () => names(), label };
}

/**
 * Write the names as soon as somebody comes near enough to read them.
 * @param {WebMap} map
 */
async function label(map) {
  while (map.getZoom() < NAMES_FROM) await new Promise((done) => map.once("zoomend", done));
  const lettering = await import("./basemap-names.js");
  await lettering.letters();
  while (!map.getSource(ID)?.loaded()) await new Promise((done) => map.once("sourcedata", done));
  const there = map.getSource(ID)?.vectorLayerIds; // not all of ours, in a map from outside
  names = () => lettering.namesIn(there);
  for (const layer of names()) if (!map.getLayer(layer.id)) map.addLayer(layer, NAMES);
}

/** @returns {LayerSpecification[]} */
function drawn() {
  const [green, water, building] = ["map-green", "map-water", "map-building"].map(colour);
  return [
    area("land", green),
    area("water_polygons", water),
    line("water_lines", water, { width: byZoom(0.6, 2.5, 8) }),
    { ...area("buildings", building), minzoom: 14 },
    line("streets", colour("map-edge"), { id: "rails", kinds: RAILS, width: byZoom(0.5, 1.2, 3) }),
    line("streets", colour("map-edge"), {
      id: "paths",
      kinds: PATHS,
      width: byZoom(0, 0.7, 2),
      dashes: [2, 1.5],
    }),
    line("streets", colour("map-edge"), { id: "edges", width: byZoom(0.9, 4, 21), below: MAIN }),
    line("streets", colour("map-edge"), {
      id: "main-edges",
      kinds: MAIN,
      width: byZoom(1.8, 7, 32),
    }),
    line("streets", colour("map-street"), {
      id: "fills",
      width: byZoom(0.5, 2.8, 19),
      below: MAIN,
    }),
    line("streets", colour("map-avenue"), {
      id: "main-fills",
      kinds: MAIN,
      width: byZoom(1.1, 5.4, 29),
    }),
  ];
}

/**
 * How wide a line is, in pixels, far out, in between and near.
 * @param {number} far
 * @param {number} between
 * @param {number} near
 * @returns {ExpressionSpecification}
 */
function byZoom(far, between, near) {
  return ["interpolate", ["exponential", 1.5], ["zoom"], 11, far, 15, between, 19, near];
}

/**
 * @param {string} layer
 * @param {string} filled
 * @returns {LayerSpecification}
 */
function area(layer, filled) {
  return {
    id: `${ID}-${layer}`,
    type: "fill",
    source: ID,
    "source-layer": layer,
    paint: { "fill-color": filled },
  };
}

/**
 * @param {string} layer
 * @param {string} drawnIn
 * @param {{ width: ExpressionSpecification, id?: string, kinds?: string[], below?: string[],
 *   dashes?: number[] }} how kinds: only these; below: all streets but these, paths and rails
 * @returns {LayerSpecification}
 */
function line(layer, drawnIn, { width, id = layer, kinds, below, dashes }) {
  const others = below && [...below, ...PATHS, ...RAILS];
  return {
    id: `${ID}-${id}`,
    type: "line",
    source: ID,
    "source-layer": layer,
    ...(kinds && { filter: isOneOf(kinds) }),
    ...(others && { filter: ["!", isOneOf(others)] }),
    layout: { "line-cap": dashes ? "butt" : "round", "line-join": "round" },
    paint: {
      "line-color": drawnIn,
      "line-width": width,
      ...(dashes && { "line-dasharray": dashes }),
    },
  };
}

/**
 * @param {string[]} kinds
 * @returns {ExpressionSpecification}
 */
export function isOneOf(kinds) {
  return ["in", ["get", "kind"], ["literal", kinds]];
}
