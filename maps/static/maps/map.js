/** The MapLibre map: its sources and layers, drawn in the page's own colours. */
import * as maplibregl from "maplibre-gl";

export const FILL = "neighbourhoods-fill";
export const CLUSTERS = "clusters";
export const PINS = "pins";
const FONT = ["system-ui", "Noto Sans", "DejaVu Sans", "sans-serif"];

/** Make the map in an element that names its data and the district's bounds. */
export async function createMap(element) {
  const { pins, neighbourhoods } = element.dataset;
  const outlines = await (await fetch(neighbourhoods)).json();
  const drawn = () => style({ pins, outlines, names: names(outlines) });
  const map = new maplibregl.Map({
    container: element,
    style: drawn(),
    bounds: element.dataset.bounds ? JSON.parse(element.dataset.bounds) : undefined,
    fitBoundsOptions: { padding: 24 },
    hash: true,
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
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    map.setStyle(drawn()),
  );
  window.ortakHarita = { map }; // for the browser's console and the tests
  return map;
}

/** One point per mahalle for its name; a polygon would be named once in every tile it touches. */
function names(outlines) {
  const features = outlines.features.map(({ properties }) => ({
    type: "Feature",
    geometry: properties.label,
    properties,
  }));
  return { type: "FeatureCollection", features };
}

function style({ pins, outlines, names }) {
  const colours = getComputedStyle(document.documentElement);
  const { lang } = document.documentElement;
  const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
  return {
    version: 8,
    sources: {
      neighbourhoods: { type: "geojson", data: outlines },
      names: { type: "geojson", data: names },
      pins: {
        type: "geojson",
        data: pins,
        cluster: true,
        clusterRadius: 44,
        clusterMaxZoom: 15,
      },
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": colour("paper") } },
      {
        id: FILL,
        type: "fill",
        source: "neighbourhoods",
        paint: { "fill-color": colour("teal"), "fill-opacity": 0.06 },
      },
      {
        id: "neighbourhoods-line",
        type: "line",
        source: "neighbourhoods",
        layout: { "line-join": "round" },
        paint: { "line-color": colour("muted"), "line-width": 1.4 },
      },
      {
        id: "neighbourhoods-name",
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
      {
        id: CLUSTERS,
        type: "circle",
        source: "pins",
        filter: ["has", "point_count"],
        paint: {
          "circle-color": colour("teal"),
          "circle-opacity": 0.9,
          "circle-radius": [
            "interpolate",
            ["linear"],
            ["get", "point_count"],
            2,
            13,
            100,
            20,
            1000,
            30,
          ],
          "circle-stroke-color": colour("paper"),
          "circle-stroke-width": 2,
        },
      },
      {
        id: "clusters-count",
        type: "symbol",
        source: "pins",
        filter: ["has", "point_count"],
        layout: {
          "text-field": ["number-format", ["get", "point_count"], { locale: lang }],
          "text-font": FONT,
          "text-size": 13,
          "text-allow-overlap": true,
          "text-padding": 10, // names keep off the disc, not only off its number
        },
        paint: { "text-color": colour("on-teal") },
      },
      {
        id: PINS,
        type: "symbol",
        source: "pins",
        filter: ["!", ["has", "point_count"]],
        layout: {
          "icon-image": ["concat", "pin-", ["get", "category"]],
          "icon-allow-overlap": true,
        },
      },
    ],
  };
}
