/** Noting on the map: a point, a line, an area, or words alone, in a named colour. */
import { onNewTheme } from "../maps/map.js";
import { colour, csrfToken, element } from "../maps/page.js";
import { words } from "./stage.js";

/** @import { Map, GeoJSONSource } from "maplibre-gl" */

/**
 * Let the form of notes draw on a map and send what it has.
 * @param {Map} map
 * @param {() => number | null} item the one that is shown now
 * @param {string} thanks what is said when it was taken
 */
export function setUpNotes(map, item, thanks) {
  const form = /** @type {HTMLFormElement} */ (element("note-form"));
  /** @type {[number, number][]} */
  let corners = [];
  const kind = () => String(new FormData(form).get("kind"));
  const draw = () => {
    const source = /** @type {GeoJSONSource | undefined} */ (map.getSource("sketch"));
    source?.setData(sketched(corners, kind()));
  };
  const prepare = () => {
    addSketch(map);
    draw();
  };
  prepare();
  onNewTheme(map, prepare);
  const clear = () => {
    corners = [];
    draw();
  };
  map.on("click", ({ lngLat }) => {
    if (!isDrawing() || kind() === "words") return;
    const corner = /** @type {[number, number]} */ ([lngLat.lng, lngLat.lat]);
    corners = kind() === "point" ? [corner] : [...corners, corner];
    draw();
  });
  form.addEventListener("change", ({ target }) => {
    if (/** @type {HTMLInputElement} */ (target).name === "kind") clear();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const shape = shapeOf(corners, kind());
    const answer = await send(form.action, {
      item: String(item() ?? ""),
      text: String(new FormData(form).get("text")),
      colour: String(new FormData(form).get("colour")),
      shape: shape ? JSON.stringify(shape) : "",
    });
    element("note-answer").textContent = answer.refused ?? thanks;
    if (answer.refused) return;
    /** @type {HTMLInputElement} */ (element("note-text")).value = "";
    clear();
  });
}

/** @param {Map} map */
function addSketch(map) {
  map.addSource("sketch", { type: "geojson", data: sketched([], "point") });
  map.addLayer({
    id: "sketch-line",
    type: "line",
    source: "sketch",
    paint: { "line-color": colour("ink"), "line-width": 4, "line-dasharray": [2, 1] },
  });
  map.addLayer({
    id: "sketch-point",
    type: "circle",
    source: "sketch",
    paint: { "circle-color": colour("ink"), "circle-radius": 7 },
  });
}

/** Whether the form of notes is open, so that a click on the map is for it. */
export function isDrawing() {
  return /** @type {HTMLDetailsElement} */ (element("note")).open;
}

/**
 * @param {[number, number][]} corners
 * @param {string} kind
 * @returns {GeoJSON.Geometry | undefined}
 */
function shapeOf(corners, kind) {
  if (kind === "point" && corners.length) return { type: "Point", coordinates: corners[0] };
  if (kind === "line" && corners.length > 1) return { type: "LineString", coordinates: corners };
  if (kind === "area" && corners.length > 2)
    return { type: "Polygon", coordinates: [[...corners, corners[0]]] };
  return undefined;
}

/**
 * @param {[number, number][]} corners
 * @param {string} kind
 * @returns {GeoJSON.FeatureCollection}
 */
function sketched(corners, kind) {
  const points = corners.map((coordinates) => ({ type: "Point", coordinates }));
  const shape = shapeOf(corners, kind);
  return {
    type: "FeatureCollection",
    features: [...points, ...(shape ? [shape] : [])].map((geometry) => ({
      type: "Feature",
      geometry: /** @type {GeoJSON.Geometry} */ (geometry),
      properties: {},
    })),
  };
}

/**
 * Post a form; returns what the service says.
 * @param {string} address
 * @param {Record<string, string>} fields
 */
export async function send(address, fields) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": csrfToken() },
      body: new URLSearchParams(fields),
    });
    return await answer.json();
  } catch {
    return { refused: words.offline };
  }
}
