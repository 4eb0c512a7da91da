/** The legend: what the colours mean, each class with its number. */
import { element, filled, readable } from "./page.js";

/** @import { HeatLegend } from "./heat.js" */
/** @import { AreaLegend } from "./areas.js" */
/** @import { ValueLegend } from "./values.js" */
/** @import { MarkLayer } from "./page.js" */
/** @import { Measure } from "./state.js" */

/** @param {HeatLegend} legend */
export function heatLegend({ breaks, areas, bandwidth }) {
  const rows = breaks.map((upper, i) => ({
    swatch: `heat-${i}`,
    text: range(breaks[i - 1] ?? 0, upper),
    number: filled(gettext("%(area)s km²"), { area: readable(areas[i], 1) }),
  }));
  show(
    gettext("Reports per km²"),
    rows,
    filled(gettext("Smoothed over %(metres)s m (kernel density)."), { metres: bandwidth }),
  );
}

/**
 * @param {AreaLegend} legend
 * @param {string} layer
 * @param {Measure} measure
 * @param {string} note
 */
export function areaLegend({ classes, hatched }, layer, measure, note) {
  const scale = measure === "change" ? "change" : "class";
  const rows = classes.map(({ lower, upper, count }, i) => ({
    swatch: `${scale}-${i}`,
    text: range(lower, upper, measure === "change" ? "…" : "–"),
    number: areas(layer, count),
  }));
  if (hatched) {
    rows.push({
      swatch: "hatched",
      text: gettext("too few reports"),
      number: areas(layer, hatched),
    });
  }
  show(TITLES[measure](), rows, note);
}

/** @param {ValueLegend} legend */
export function valueLegend({ about, classes, digits, unknown }) {
  if (!about) return show(gettext("Nothing is known of this yet."), [], "");
  const rows = classes.map(({ lower, upper, count }, i) => ({
    swatch: `class-${i}`,
    text: range(lower, upper, "–", digits),
    number: areas("neighbourhoods", count),
  }));
  if (unknown) {
    const number = areas("neighbourhoods", unknown);
    rows.push({ swatch: "hatched", text: gettext("not known"), number });
  }
  show(about.title, rows, `${about.value_unit}, ${about.year}`);
}

/**
 * A layer of one colour, or of some, each with its sign.
 * @param {MarkLayer} layer
 */
export function markLegend({ title, colour, signs }) {
  const drawn = signs.values.length ? signs.values : [{ title, colour, character: "" }];
  const rows = drawn.map((sign) => ({ swatch: "mark", text: sign.title, number: "" }));
  show(title, rows, "");
  const patches = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(".swatch.mark")
  );
  patches.forEach((patch, at) => {
    patch.style.background = drawn[at].colour;
    patch.textContent = drawn[at].character;
  });
}

/** @type {Record<Measure, () => string>} */
const TITLES = {
  count: () => gettext("Reports"),
  per_km2: () => gettext("Reports per km²"),
  per_1000: () => gettext("Reports per 1,000 residents"),
  change: () => gettext("Change since the period before"),
};

/**
 * @param {string} layer
 * @param {number} count
 */
function areas(layer, count) {
  const text =
    layer === "hexagons"
      ? ngettext("%(count)s hexagon", "%(count)s hexagons", count)
      : ngettext("%(count)s neighbourhood", "%(count)s neighbourhoods", count);
  return filled(text, { count: readable(count) });
}

/**
 * @param {number} lower
 * @param {number} upper
 * @param {string} dash what stands between them; a dash beside a minus is hard to read
 * @param {number} digits at most so many behind the comma
 */
function range(lower, upper, dash = "–", digits = 1) {
  if (lower === -Infinity) return filled(gettext("%(bound)s or less"), { bound: readable(upper) });
  if (upper === Infinity) return filled(gettext("more than %(bound)s"), { bound: readable(lower) });
  const [from, to] = [readable(lower, digits), readable(upper, digits)];
  return from === to ? to : `${from} ${dash} ${to}`;
}

/**
 * @param {string} title
 * @param {{ swatch: string, text: string, number: string }[]} rows
 * @param {string} note
 */
function show(title, rows, note) {
  const legend = /** @type {HTMLDetailsElement} */ (element("legend"));
  if (legend.hidden) legend.open = matchMedia("(width >= 56rem)").matches; // on a phone the map comes first
  legend.hidden = false;
  element("legend-title").textContent = title;
  element("legend-note").textContent = note;
  element("legend-classes").replaceChildren(
    ...rows.map(({ swatch, text, number }) => {
      const item = document.createElement("li");
      const patch = Object.assign(document.createElement("span"), {
        className: `swatch ${swatch}`,
      });
      const label = Object.assign(document.createElement("span"), { textContent: text });
      const many = Object.assign(document.createElement("small"), { textContent: number });
      item.append(patch, label, many);
      return item;
    }),
  );
}
