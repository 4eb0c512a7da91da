/**
 * What the reader sees, and its place in the address bar: the layer, its measure and the filters.
 * The names are those of the API, so that a link shows the same to everybody.
 *
 * @typedef {{ name: string, drawing: "clusters" | "heat" | "areas" | "values" | "marks", subject?: string,
 *   filters: string[] }} Layer
 * @typedef {"count" | "per_km2" | "per_1000" | "change"} Measure
 * @typedef {{ category: string, status: string, mahalle: string, from: string, to: string }} Filters
 * @typedef {{ layer: string, measure: Measure, subject: string, filters: Filters }} ViewState subject: what
 *   the layer is about, where it says of what; "" for the usual
 */

/** @type {readonly Measure[]} */
export const MEASURES = ["count", "per_km2", "per_1000", "change"];
/** @type {readonly (keyof Filters)[]} */
export const FILTERS = ["category", "status", "mahalle", "from", "to"];

/**
 * Read a state from the query of an address; what cannot be meant is left out. A mahalle has two names
 * there, one in English for the API.
 * @param {string} search
 * @param {Layer[]} layers those of the page, the usual one first
 * @returns {ViewState}
 */
export function readState(search, layers) {
  const given = new URLSearchParams(search);
  const said = (/** @type {string[]} */ ...names) =>
    names
      .flatMap((name) => given.getAll(name))
      .filter(Boolean)
      .join(",");
  const layer = layerOf(given.get("layer"), layers);
  return {
    layer: layer.name,
    subject: (layer.subject && given.get(layer.subject)) || "",
    measure: MEASURES.find((name) => name === given.get("measure")) ?? "count",
    filters: /** @type {Filters} */ (
      Object.fromEntries([
        ...FILTERS.map((name) => [name, said(name)]),
        ["mahalle", said("mahalle", "neighbourhood")],
      ])
    ),
  };
}

/**
 * The layer of a name, or the usual one.
 * @template {Layer} T
 * @param {string | null} name
 * @param {T[]} layers
 */
export function layerOf(name, layers) {
  return layers.find((layer) => layer.name === name) ?? layers[0];
}

/**
 * Write a state as a query; what says nothing is left out.
 * @param {ViewState} state
 * @param {Layer[]} layers
 */
export function writeState({ layer, measure, subject, filters }, layers) {
  const query = filterQuery(filters);
  const shown = layerOf(layer, layers);
  if (layer !== layers[0].name) query.set("layer", layer);
  if (shown.drawing === "areas" && measure !== "count") query.set("measure", measure);
  if (shown.subject && subject) query.set(shown.subject, subject);
  return query.toString();
}

/**
 * The filters as query parameters of the service.
 * @param {Filters} filters
 */
export function filterQuery(filters) {
  return new URLSearchParams(
    FILTERS.filter((name) => filters[name]).map((name) => [name, filters[name]]),
  );
}

/**
 * The query parameters for the data of the layer that is shown. A change needs an earlier period:
 * the same number of days, just before.
 * @param {ViewState} state
 * @param {{ first: string, last: string, layers: Layer[] }} known the first and the last day that have
 *   reports, and the layers
 */
export function layerQuery({ layer, measure, subject, filters }, known) {
  const shown = layerOf(layer, known.layers);
  const query = filterQuery(filters);
  for (const name of [...query.keys()]) if (!shown.filters.includes(name)) query.delete(name);
  if (shown.subject && subject) query.set(shown.subject, subject);
  if (shown.drawing === "areas" && measure === "change" && known.first) {
    const { from, to, before } = comparedPeriods(filters, known);
    query.set("from", from);
    query.set("to", to);
    query.set("compare_from", before.from);
    query.set("compare_to", before.to);
  }
  return query;
}

/**
 * The period that is shown and the one before it, of as many days. Without a period of the reader's the
 * known days are halved.
 * @param {{ from: string, to: string }} asked
 * @param {{ first: string, last: string }} known
 */
export function comparedPeriods(asked, known) {
  const to = asked.to || (asked.from > known.last ? asked.from : known.last);
  const whole = days(known.first, to);
  const from = asked.from || shifted(to, 1 - Math.max(1, Math.floor(whole / 2)));
  const length = days(from, to);
  return { from, to, before: { from: shifted(from, -length), to: shifted(from, -1) } };
}

/**
 * How many days from one to another, both counted.
 * @param {string} from
 * @param {string} to
 */
function days(from, to) {
  return Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1);
}

/**
 * @param {string} day like 2026-11-22
 * @param {number} by days
 */
function shifted(day, by) {
  return new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
}
