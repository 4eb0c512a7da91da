/** Layers of mahalle by the values of what they are about: an indicator, or a kept scenario. */
import { drawAreas } from "./areas.js";
import { classOf, quantileClasses } from "./classes.js";
import { element } from "./page.js";

/** @import { Map } from "maplibre-gl" */
/** @import { PageLayer } from "./page.js" */
/** @import { Class } from "./classes.js" */

/**
 * @typedef {{ name: string, slug: string, title: string, year: number, value: number | null, value_unit: string,
 *   amount: number | null, change?: number | null, unit: string, class?: number }} Told as in maps/layers.py
 * @typedef {{ about: Told | undefined, classes: Class[], digits: number, unknown: number }} ValueLegend about:
 *   any mahalle, of which the title, unit and year are those of all; digits: behind the comma, at most
 */

/** The layer whose subjects the panel offers. */
let offered = "";

/**
 * Show the values of a layer; returns what the legend tells.
 * @param {Map} map
 * @param {PageLayer} layer
 * @param {string} subject as the address says it; "" for the usual
 * @param {URLSearchParams} query
 * @param {AbortSignal} signal
 * @returns {Promise<ValueLegend>}
 */
export async function showValues(map, layer, subject, query, signal) {
  const [data] = await Promise.all([
    asked(`/layers/${layer.name}.geojson?${query}`, signal),
    offerSubjects(layer, subject, signal),
  ]);
  /** @type {Told[]} */
  const told = data.features.map((/** @type {GeoJSON.Feature} */ { properties }) => properties);
  const known = told.filter(({ value }) => value !== null);
  const digits = Math.max(...known.map(({ value }) => Number(value))) < 10 ? 2 : 1;
  const values = known.map(({ value }) => Number(Number(value).toFixed(digits))); // what looks alike is alike
  const classes = quantileClasses(values);
  for (const [i, one] of known.entries()) one.class = classOf(values[i], classes);
  drawAreas(map, data, "class");
  return { about: told[0], classes, digits, unknown: told.length - known.length };
}

/**
 * Let the panel offer what the layer can be about.
 * @param {PageLayer} layer
 * @param {string} subject
 * @param {AbortSignal} signal
 */
async function offerSubjects({ name }, subject, signal) {
  const list = /** @type {HTMLSelectElement} */ (element("view-subject"));
  if (offered !== name) {
    const described = await asked(`/tiles/${name}.json`, signal);
    /** @type {{ choices: { value: string, title: string }[] }} */
    const { choices } = described.subject;
    list.replaceChildren(...choices.map(({ value, title }) => new Option(title, value)));
    offered = name;
  }
  list.value = subject || (list.options[0]?.value ?? "");
}

/**
 * @param {string} address
 * @param {AbortSignal} signal
 */
async function asked(address, signal) {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}
