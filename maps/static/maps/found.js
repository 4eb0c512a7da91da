/** The map of what the filters of the register's page find. */
import * as maplibregl from "maplibre-gl";

import { createMap, FONT, onNewTheme } from "./map.js";
import { colour } from "./page.js";

/**
 * @import { Map as WebMap, MapGeoJSONFeature, PointLike } from "maplibre-gl"
 * @typedef {GeoJSON.FeatureCollection<GeoJSON.Point,
 *   { name: string, about: string, kind: string, address: string }>} Found
 */

const FOUND = "found";

/**
 * Draw the places whose GeoJSON an element names.
 * @param {HTMLElement} container
 */
export async function showFound(container) {
  /** @type {Found} */
  const found = await (await fetch(container.dataset.found ?? "")).json();
  const { map, ready } = await createMap(container, { hash: false });
  ready.then(() => {
    draw(map, found);
    lookAt(map, found);
  });
  onNewTheme(map, () => draw(map, found));
  map.on("click", ({ point, lngLat }) => tell(map, at(map, point), lngLat));
  map.on("mousemove", ({ point }) => {
    map.getCanvas().style.cursor = at(map, point).length ? "pointer" : "";
  });
}

/**
 * @param {WebMap} map
 * @param {Found} found
 */
function lookAt(map, { features }) {
  const bounds = new maplibregl.LngLatBounds();
  for (const { geometry } of features) {
    bounds.extend(/** @type {[number, number]} */ (geometry.coordinates));
  }
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 48, maxZoom: 16, animate: false });
}

/**
 * A diamond for heritage, a disc for green: nobody needs to see the colours.
 * @param {WebMap} map
 * @param {Found} found
 */
function draw(map, found) {
  map.addSource(FOUND, { type: "geojson", data: found });
  map.addLayer({
    id: FOUND,
    type: "symbol",
    source: FOUND,
    layout: {
      "text-field": ["match", ["get", "kind"], "heritage", "◆", "●"],
      "text-font": FONT,
      "text-size": 26,
      "text-allow-overlap": true,
    },
    paint: {
      "text-color": ["match", ["get", "kind"], "heritage", "#8a5a2b", colour("green")],
      "text-halo-color": colour("paper"),
      "text-halo-width": 2,
    },
  });
}

/**
 * @param {WebMap} map
 * @param {PointLike} point
 */
function at(map, point) {
  return map.getLayer(FOUND) ? map.queryRenderedFeatures(point, { layers: [FOUND] }) : [];
}

/**
 * @param {WebMap} map
 * @param {MapGeoJSONFeature[]} places
 * @param {maplibregl.LngLat} where
 */
function tell(map, places, where) {
  if (!places.length) return;
  const list = document.createElement("ul");
  list.className = "plain";
  list.append(...places.map(({ properties }) => line(properties)));
  new maplibregl.Popup({ maxWidth: "16rem" }).setLngLat(where).setDOMContent(list).addTo(map);
}

/** @param {Record<string, string>} place */
function line({ name, about, address }) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: address, textContent: name });
  item.append(link, ` ${about}`);
  return item;
}
