/**
 * Classes of a number for a legend: their bounds, and how many values fall in each.
 *
 * @typedef {{ lower: number, upper: number, count: number }} Class lower is left out, upper belongs
 */

/**
 * Up to five classes with about equally many values each; a bound is one of the values.
 * @param {number[]} values
 * @param {number} [most]
 * @returns {Class[]}
 */
export function quantileClasses(values, most = 5) {
  const ordered = [...values].sort((a, b) => a - b);
  const ranks = Array.from({ length: most }, (_, k) =>
    Math.ceil((ordered.length * (k + 1)) / most),
  );
  const bounds = [...new Set(ranks.filter((rank) => rank > 0).map((rank) => ordered[rank - 1]))];
  return counted(
    bounds.map((upper, i) => ({ lower: bounds[i - 1] ?? Math.min(0, ordered[0]), upper })),
    ordered,
  );
}

/**
 * Five classes about zero for changes: clearly less, less, about the same, more, clearly more.
 * @param {number[]} values
 * @returns {Class[]}
 */
export function changeClasses(values) {
  const most = Math.max(1, ...values.map(Math.abs));
  const [small, large] = [Math.max(1, Math.round(most / 10)), Math.max(2, Math.round(most / 2))];
  const bounds = [-Infinity, -large - 1, -small - 1, small, large, Infinity];
  return counted(
    bounds.slice(1).map((upper, i) => ({ lower: bounds[i], upper })),
    values,
  );
}

/**
 * Five classes of equal width up to a round number, for a surface whose highest value is known.
 * @param {number} highest
 * @returns {number[]} the upper bounds
 */
export function evenBreaks(highest) {
  const step = roundUp(highest / 5);
  return [1, 2, 3, 4, 5].map((n) => Number((n * step).toPrecision(6)));
}

/**
 * Which class a value falls in, from 0.
 * @param {number} value
 * @param {Class[]} classes
 */
export function classOf(value, classes) {
  const found = classes.findIndex(({ upper }) => value <= upper);
  return found < 0 ? classes.length - 1 : found;
}

/**
 * The next of 1, 2, 2.5, 5 times a power of ten.
 * @param {number} value
 */
function roundUp(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [1, 2, 2.5, 5, 10].find((n) => n * power >= value * 0.999999) ?? 10;
  return digit * power;
}

/**
 * @param {{ lower: number, upper: number }[]} classes
 * @param {number[]} values
 * @returns {Class[]}
 */
function counted(classes, values) {
  const complete = classes.map((one) => ({ ...one, count: 0 }));
  for (const value of values) complete[classOf(value, complete)].count += 1;
  return complete;
}
