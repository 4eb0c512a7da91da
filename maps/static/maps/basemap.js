/**
 * The base map: streets, water, green and buildings from vector tiles in the Shortbread schema, or
 * pictures of somebody else's, drawn in the page's own colours.
 */
import { NAMES } from "./map.js";
import { colour } from "./page.js";

/**
 * @import { ExpressionSpecification, LayerSpecification, Map as WebMap, SourceSpecification } from "maplibre-gl"
 * @typedef {{ source: SourceSpecification, layers: () => LayerSpecification[],
 *   names: () => LayerSpecification[], label: (map: WebMap) => Promise<void> }} Basemap names: of
 *   streets, once their letters are there; label: fetch those and write the names
 */

const ID = "basemap";
const MAIN = ["motorway", "trunk", "primary", "secondary", "tertiary"];
const PATHS = ["footway", "path", "cycleway", "steps", "track"];
const RAILS = ["rail", "light_rail", "tram"];
const NAMES_FROM = 14;
const PATIENCE = 3000;
/** Milliseconds that the description of a base map may take; then the map is drawn without. */
const LETTERS = "Atkinson Hyperlegible";
const SUBSETS = {
  latin: "U+0000-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2000-206F",
  "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02C5, U+1E00-1EFF",
};
let lettered = false;

/**
 * The base map at an address; nothing where it cannot be had, or not in time.
 * @param {string} address of a TileJSON, of a PMTiles archive, or a template of pictures
 * @returns {Promise<Basemap | undefined>}
 */
export async function basemapAt(address) {
  const late = new Promise((_, failed) => setTimeout(failed, PATIENCE));
  try {
    return described(await Promise.race([sourceAt(address), late]));
  } catch {
    return undefined;
  }
}

/**
 * @param {SourceSpecification} source
 * @returns {Basemap}
 */
function described(source) {
  if (source.type === "raster") {
    return { source, layers: () => [picture()], names: () => [], label: async () => {} };
  }
  return { source, layers: drawn, names: () => (lettered ? [streetNames()] : []), label };
}

/**
 * Write the streets' names as soon as somebody comes near enough to read them.
 * @param {WebMap} map
 */
async function label(map) {
  while (map.getZoom() < NAMES_FROM) await new Promise((done) => map.once("zoomend", done));
  await letters();
  if (!map.getLayer(`${ID}-names`)) map.addLayer(streetNames(), NAMES);
}

/** Fetch the letters of the names: our own, the same on every device. */
async function letters() {
  const faces = Object.entries(SUBSETS).map(([subset, unicodeRange]) => {
    const file = new URL(
      `../fonts/atkinson-hyperlegible-${subset}-400-normal.woff2`,
      import.meta.url,
    );
    return new FontFace(LETTERS, `url("${file}")`, { unicodeRange });
  });
  await Promise.all(faces.map(async (face) => document.fonts.add(await face.load())));
  lettered = true;
}

/**
 * @param {string} address
 * @returns {Promise<SourceSpecification>}
 */
async function sourceAt(address) {
  const url = new URL(address, location.href).href;
  if (address.includes("{z}"))
    return { type: "raster", tiles: [address], tileSize: 256, maxzoom: 19 };
  if (!address.endsWith(".pmtiles")) return { type: "vector", url };
  const [{ addProtocol }, { PMTiles, Protocol, TileType }] = await Promise.all([
    import("maplibre-gl"),
    import("pmtiles"),
  ]);
  const archive = new PMTiles(url);
  const protocol = new Protocol();
  protocol.add(archive);
  addProtocol("pmtiles", protocol.tile);
  const { tileType } = await archive.getHeader();
  return { type: tileType === TileType.Mvt ? "vector" : "raster", url: `pmtiles://${url}` };
}

/** @returns {LayerSpecification} */
function picture() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return {
    id: ID,
    type: "raster",
    source: ID,
    paint: { "raster-saturation": -0.4, "raster-brightness-max": dark ? 0.45 : 1 },
  };
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
function isOneOf(kinds) {
  return ["in", ["get", "kind"], ["literal", kinds]];
}

/** @returns {LayerSpecification} */
function streetNames() {
  return {
    id: `${ID}-names`,
    type: "symbol",
    source: ID,
    "source-layer": "street_labels",
    minzoom: NAMES_FROM,
    layout: {
      "symbol-placement": "line",
      "text-field": ["get", "name"],
      "text-font": [LETTERS, "sans-serif"],
      "text-size": ["interpolate", ["linear"], ["zoom"], 14, 11, 18, 15],
      "symbol-sort-key": ["case", isOneOf(MAIN), 0, 1],
    },
    paint: {
      "text-color": colour("muted"),
      "text-halo-color": colour("paper"),
      "text-halo-width": 1.4,
    },
  };
}
