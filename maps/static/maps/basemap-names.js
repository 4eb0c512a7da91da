/** The names of the base map's streets, water and green, in letters that we serve: the same on every device. */
import { isOneOf, MAIN } from "./basemap.js";
import { BASEMAP } from "./map.js";
import { colour } from "./page.js";

/**
 * @import { LayerSpecification } from "maplibre-gl"
 * @typedef {{ id: string, size: [number, number], along?: boolean }} How size: in pixels, at zoom 14
 *   and 18; along: written along the line that it names
 */

const LETTERS = "Atkinson Hyperlegible";
const SUBSETS = {
  latin: "U+0000-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2000-206F",
  "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02C5, U+1E00-1EFF",
};

/** Fetch the letters. */
export async function letters() {
  const faces = Object.entries(SUBSETS).map(([subset, unicodeRange]) => {
    const file = new URL(
      `../fonts/atkinson-hyperlegible-${subset}-400-normal.woff2`,
      import.meta.url,
    );
    return new FontFace(LETTERS, `url("${file}")`, { unicodeRange });
  });
  await Promise.all(faces.map(async (face) => document.fonts.add(await face.load())));
}

/** @type {Record<string, How>} by the layer of the tiles */
const ALL = {
  land_labels: { id: "green-names", size: [10, 14] },
  water_polygons_labels: { id: "water-names", size: [10, 14] },
  water_lines_labels: { id: "stream-names", size: [10, 14], along: true },
  street_labels: { id: "names", size: [11, 15], along: true },
};

/**
 * @param {string[]} [there] layers of the tiles; not said: all of ours
 * @returns {LayerSpecification[]}
 */
export function namesIn(there = Object.keys(ALL)) {
  return Object.entries(ALL)
    .filter(([layer]) => there.includes(layer))
    .map(([layer, how]) => names(layer, how));
}

/**
 * @param {string} layer
 * @param {How} how
 * @returns {LayerSpecification}
 */
function names(layer, { id, size: [far, near], along = false }) {
  return {
    id: `${BASEMAP}-${id}`,
    type: "symbol",
    source: BASEMAP,
    "source-layer": layer,
    minzoom: 14,
    layout: {
      "symbol-placement": along ? "line" : "point",
      "text-field": ["get", "name"],
      "text-font": [LETTERS, "sans-serif"],
      "text-size": ["interpolate", ["linear"], ["zoom"], 14, far, 18, near],
      "text-max-width": 8,
      "symbol-sort-key": ["case", isOneOf(MAIN), 0, 1],
    },
    paint: {
      "text-color": colour("muted"),
      "text-halo-color": colour("paper"),
      "text-halo-width": 1.4,
    },
  };
}
