/** The map of possible sites: a tap adds a line to the list, and each line of the list has a pin. */
import * as maplibregl from "maplibre-gl";

import { sitesIn } from "./from-file.js";
import { createMap } from "./map.js";
import { colour, element, field } from "./page.js";

const SITE = /^\s*(\d{1,2}[.,]\d+)[°\s;,]+(\d{1,2}[.,]\d+)/;

/** Degrees north of which all of Türkiye lies. */
const SOUTH = 35.7;

element("siting").hidden = false;
const { map, ready } = await createMap(element("siting-map"), { hash: false });
await ready;
const list = field("id_candidates");
/** @type {maplibregl.Marker[]} */
let pins = [];

/** Stand a pin at each line that is a site. */
function draw() {
  for (const pin of pins) pin.remove();
  pins = list.value.split("\n").flatMap((line) => {
    const numbers = SITE.exec(line)?.slice(1).map(degrees);
    if (!numbers) return [];
    const [first, second] = numbers; // latitude first, unless only the other way lies in Türkiye
    const isSwapped = first < SOUTH;
    const place = new maplibregl.LngLat(isSwapped ? first : second, isSwapped ? second : first);
    return [new maplibregl.Marker({ color: colour("teal") }).setLngLat(place).addTo(map)];
  });
}

/** @param {string} text */
const degrees = (text) => Number(text.replace(",", "."));

/** @param {maplibregl.LngLat} place */
function add({ lat, lng }) {
  append([`${lat.toFixed(5)}, ${lng.toFixed(5)}`]);
}

/** @param {string[]} sites */
function append(sites) {
  const lines = list.value.trimEnd();
  list.value = [...(lines ? [lines] : []), ...sites].join("\n");
  draw();
}

/** Add the sites of the file that was chosen, or say that it has none. */
async function takeFile() {
  const chosen = field("siting-file");
  const [file] = chosen.files ?? [];
  if (!file) return;
  const sites = await sitesIn(file);
  chosen.value = "";
  append(sites);
  element("siting-fault").textContent = sites.length
    ? ""
    : gettext(
        "No sites in this file. Choose a GeoJSON of points, or lines of latitude and longitude.",
      );
}

map.on("click", ({ lngLat }) => add(lngLat));
element("siting-centre").addEventListener("click", () => add(map.getCenter()));
list.addEventListener("input", draw);
field("siting-file").addEventListener("change", takeFile);
draw();
