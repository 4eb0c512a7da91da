/** The names of the base map's streets, in letters that we serve: the same on every device. */
import { isOneOf, MAIN } from "./basemap.js";
import { BASEMAP } from "./map.js";
import { colour } from "./page.js";

/** @import { LayerSpecification } from "maplibre-gl" */

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

/** @returns {LayerSpecification} */
export function streetNames() {
  return {
    id: `${BASEMAP}-names`,
    type: "symbol",
    source: BASEMAP,
    "source-layer": "street_labels",
    minzoom: 14,
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
