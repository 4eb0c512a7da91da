/** The search on the map: what is chosen comes into view, with its name. */
import * as maplibregl from "maplibre-gl";

import { Finder } from "./finder.js";

/** @import { Map as WebMap } from "maplibre-gl" */
/** @import { Found } from "./finder.js" */

const CLOSE = 17;
const WIDE = 14;

/** @param {WebMap} map */
export function setUpSearch(map) {
  const popup = new maplibregl.Popup({ focusAfterOpen: false, maxWidth: "16rem" });
  return new Finder(
    "map-finder",
    () => map.getCenter(),
    (found) => {
      goTo(map, found);
      popup.setLngLat(found.place).setText(found.name).addTo(map);
    },
  );
}

/**
 * Bring a place into view: a mahalle as a whole, anything else from near by.
 * @param {WebMap} map
 * @param {Found} found
 */
export function goTo(map, { place, kind }) {
  const zoom = kind === "neighbourhood" ? WIDE : Math.max(map.getZoom(), CLOSE);
  map.jumpTo({ center: place, zoom });
}
