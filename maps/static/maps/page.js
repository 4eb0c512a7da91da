/**
 * What the page says about itself, and its elements.
 *
 * @typedef {{ slug: string, name: string, colour: string, glyph: string }} Category
 * @typedef {import("./state.js").Layer & { title: string }} NamedLayer
 * @typedef {NamedLayer & { drawing: "marks", colour: string, page: string,
 *   signs: { field: string, values: Sign[] }, fields: Record<string, PageField> }} MarkLayer
 * @typedef {MarkLayer | NamedLayer & { drawing: "clusters" | "heat" | "areas" | "values" }} PageLayer
 * @typedef {{ value: string, title: string, colour: string, character: string }} Sign
 * @typedef {{ title: string, kind: string }} PageField kind: as in maps/export_files/table.py
 * @typedef {{ categories: Category[], words: Record<string, Record<string, string>>, layers: PageLayer[],
 *   first: string, last: string, too_few: number }} PageData words: of the coded values, by
 *   field; first and last: the days that have reports;
 *   too_few: below so many a rate is hatched, not coloured
 */
import { element } from "issues/elements";

export { element, field, filled } from "issues/elements";

/** @returns {PageData} */
export function pageData() {
  return JSON.parse(element("map-data").textContent ?? "");
}

/**
 * A picture to draw on.
 * @param {number} width
 * @param {number} height
 */
export function newPen(width, height) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("this browser draws no canvas");
  return pen;
}

/** A colour of the page's style sheet, in the theme in use. @param {string} name */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** A number as people write it here. @param {number} value @param {number} [digits] */
export function readable(value, digits = 0) {
  const text = value.toLocaleString(document.documentElement.lang, {
    maximumFractionDigits: digits,
  });
  return text.replace("-", "−");
}

/** What Django wants to see with every change; the cookie is fresher than a page that is kept. */
export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  if (cookie) return cookie[1];
  const kept = document.querySelector("[name=csrfmiddlewaretoken]");
  return kept instanceof HTMLInputElement ? kept.value : "";
}
