/** The MapLibre map with the district's outlines and names, drawn in the page's own colours. */
import * as maplibregl from "maplibre-gl";

import { colour } from "./page.js";

const DARK = matchMedia("(prefers-color-scheme: dark)");
export const FILL = "neighbourhoods-fill";
export const OUTLINES = "neighbourhoods-line";
export const BASEMAP = "basemap";
export const NAMES = "neighbourhoods-name";
export const FONT = ["system-ui", "Noto Sans", "DejaVu Sans", "sans-serif"];

/**
 * The mahalle as GeoJSON.
 * @typedef {GeoJSON.FeatureCollection<GeoJSON.MultiPolygon, { name: string, slug: string,
 *   label_longitude: number, label_latitude: number }>} Outlines
 */

/** @import { Basemap } from "./basemap.js" */

/**
 * Make the map in an element that names its data and the district's bounds.
 * @param {HTMLElement} container
 * @param {{ hash?: boolean }} [how] hash: keep in the page's address what is seen
 * @returns {Promise<{ map: maplibregl.Map, outlines: Outlines, ready: Promise<unknown> }>} ready: when
 *   layers can be added; the base map's tiles may still be on their way
 */
export async function createMap(container, { hash = true } = {}) {
  const { neighbourhoods = "", bounds } = container.dataset;
  /** @type {[Outlines, Basemap | undefined]} */
  const [outlines, basemap] = await Promise.all([
    fetch(neighbourhoods).then((answer) => answer.json()),
    basemapOf(container),
  ]);
  const map = new maplibregl.Map({
    container,
    style: style(outlines, basemap),
    bounds: bounds ? JSON.parse(bounds) : undefined,
    fitBoundsOptions: { padding: { top: 76, bottom: 24, left: 24, right: 24 } },
    hash,
    maxZoom: 20,
    attributionControl: false,
    locale: {
      "Map.Title": gettext("Map"),
      "NavigationControl.ZoomIn": gettext("Zoom in"),
      "NavigationControl.ZoomOut": gettext("Zoom out"),
      "Popup.Close": gettext("Close"),
    },
  });
  map.touchZoomRotate.disableRotation();
  map.dragRotate.disable();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl(), "bottom-left");
  DARK.addEventListener("change", () => map.setStyle(style(outlines, basemap)));
  const ready = new Promise((done) => map.once("style.load", done));
  if (basemap) ready.then(() => basemap.label(map));
  window.ortakHarita = { map }; // for the browser's console and the tests
  return { map, outlines, ready };
}

/**
 * The base map that an element names, if it can be had; the map is of use without one, too.
 * @param {HTMLElement} container
 * @returns {Promise<Basemap | undefined>}
 */
export async function basemapOf({ dataset: { basemap } }) {
  return basemap
    ? import("./basemap.js").then(
        (it) => it.basemapAt(basemap),
        () => undefined,
      )
    : undefined;
}

/**
 * Draw again what is gone from the map when another theme has set its style anew.
 * @param {maplibregl.Map} map
 * @param {() => void} draw
 */
export function onNewTheme(map, draw) {
  DARK.addEventListener("change", () => map.once("styledata", draw));
}

/**
 * The style below every layer that a reader chooses.
 * @param {Outlines} outlines
 * @param {Basemap} [basemap]
 * @returns {maplibregl.StyleSpecification}
 */
export function style(outlines, basemap) {
  return {
    version: 8,
    sources: {
      ...(basemap && { [BASEMAP]: basemap.source }),
      neighbourhoods: { type: "geojson", data: outlines },
      names: { type: "geojson", data: names(outlines) },
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": colour("paper") } },
      ...(basemap?.layers() ?? []),
      {
        id: FILL,
        type: "fill",
        source: "neighbourhoods",
        paint: { "fill-color": colour("teal"), "fill-opacity": 0.06 },
      },
      {
        id: OUTLINES,
        type: "line",
        source: "neighbourhoods",
        layout: { "line-join": "round" },
        paint: { "line-color": colour("muted"), "line-width": 1.4 },
      },
      ...(basemap?.names() ?? []),
      {
        id: NAMES,
        type: "symbol",
        source: "names",
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["zoom"], 11, 11, 15, 17],
          "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
          "text-radial-offset": 1.6,
        },
        paint: {
          "text-color": colour("ink"),
          "text-halo-color": colour("paper"),
          "text-halo-width": 1.8,
        },
      },
    ],
  };
}

/**
 * One point per mahalle for its name; a polygon would be named once in every tile it touches.
 * @param {Outlines} outlines
 * @returns {GeoJSON.FeatureCollection}
 */
function names({ features }) {
  return {
    type: "FeatureCollection",
    features: features.map(({ properties }) => ({
      type: "Feature",
      geometry: {
        type: "Point",
        coordinates: [properties.label_longitude, properties.label_latitude],
      },
      properties,
    })),
  };
}
