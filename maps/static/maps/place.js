/** A small still map of one place: its mahalle, and a pin where the place itself is known. */

import { styled } from "./styled.js";

/** @typedef {[number, number]} Position longitude and latitude */

const SIGNS = ["pointermove", "pointerdown", "keydown", "scroll"];

const box = document.getElementById("place");
if (box) for (const sign of SIGNS) addEventListener(sign, begin, { once: true, passive: true });

/** Somebody is there: have the page first, and then, near the map, the map and its library. */
function begin() {
  for (const sign of SIGNS) removeEventListener(sign, begin);
  new IntersectionObserver((seen, observer) => {
    if (!box || !seen.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    draw(box);
  }).observe(/** @type {HTMLElement} */ (box));
}

/** @param {HTMLElement} container */
async function draw(container) {
  const { neighbourhoods = "", neighbourhood, stylesheet = "", pin } = container.dataset;
  const drawing = import("./map.js");
  const [maplibregl, { style }, answer, basemap] = await Promise.all([
    import("maplibre-gl"),
    drawing,
    fetch(neighbourhoods),
    drawing.then(({ basemapOf }) => basemapOf(container)),
    styled(stylesheet),
  ]);
  /** @type {import("./map.js").Outlines} */
  const outlines = await answer.json();
  /** @type {Position[]} */
  const places = pin ? [JSON.parse(pin)] : [];
  const map = new maplibregl.Map({
    container,
    style: style(outlines, basemap),
    bounds: around(maplibregl, [...places, ...corners(outlines, neighbourhood)]),
    fitBoundsOptions: { padding: 32, maxZoom: 15 },
    interactive: false,
    attributionControl: false,
  });
  for (const place of places)
    new maplibregl.Marker({ color: "#C8553D" }).setLngLat(place).addTo(map);
  if (basemap) map.once("load", () => basemap.label(map));
  window.ortakHarita = { map }; // for the browser's console and the tests
}

/**
 * The points of a mahalle's boundary; none for a place outside of all.
 * @param {import("./map.js").Outlines} outlines
 * @param {string | undefined} slug
 */
function corners({ features }, slug) {
  const here = features.find(({ properties }) => properties.slug === slug);
  return /** @type {Position[]} */ (here?.geometry.coordinates.flat(2) ?? []);
}

/**
 * @param {typeof import("maplibre-gl")} maplibregl
 * @param {Position[]} points
 */
function around(maplibregl, points) {
  const bounds = new maplibregl.LngLatBounds();
  for (const point of points) bounds.extend(point);
  return bounds;
}
