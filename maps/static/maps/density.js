/**
 * Kernel density in metres on a grid, in the browser: the picture of the heat layer. The numbers that
 * are published come from analysis/density.py; both follow the same method.
 *
 * @typedef {{ west: number, south: number, cell: number, columns: number, rows: number }} Grid
 *   square cells in metres; row 0 is the southernmost
 * @typedef {{ x: number, y: number, count: number }} Place in the same metres
 */

/** Standard deviations after which the kernel is cut off. */
const REACH = 4;

/**
 * Return the density per km² at each cell's centre, by a Gaussian kernel.
 * @param {Place[]} places
 * @param {Grid} grid
 * @param {number} bandwidth standard deviation in metres
 * @param {Float32Array} inside the share of each cell (0 to 1) inside the district: the density is divided
 *   by the kernel's mass in there, so that a border looks no emptier than it is, and is 0 outside
 */
export function kernelDensity(places, grid, bandwidth, inside) {
  // Sharing a place among cells spreads it by cell²/6 per axis; the kernel is that much narrower.
  const sigma = Math.sqrt(bandwidth ** 2 - grid.cell ** 2 / 6) / grid.cell;
  const heat = smoothed(cellCounts(places, grid), grid, sigma);
  const mass = smoothed(inside, grid, sigma);
  const perKm2 = 1e6 / grid.cell ** 2;
  return heat.map((value, i) => (inside[i] > 0 && mass[i] > 0 ? (value / mass[i]) * perKm2 : 0));
}

/**
 * Share each place among the four nearest cell centres, by closeness.
 * @param {Place[]} places
 * @param {Grid} grid
 */
export function cellCounts(places, grid) {
  const counts = new Float32Array(grid.columns * grid.rows);
  for (const { x, y, count } of places) {
    const across = (x - grid.west) / grid.cell - 0.5;
    const up = (y - grid.south) / grid.cell - 0.5;
    const column = Math.floor(across);
    const row = Math.floor(up);
    for (const [dx, dy] of CORNERS) {
      const share = (dx ? across - column : 1 - across + column) * (dy ? up - row : 1 - up + row);
      const at = index(column + dx, row + dy, grid);
      if (at >= 0) counts[at] += count * share;
    }
  }
  return counts;
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];

/**
 * @param {number} column
 * @param {number} row
 * @param {Grid} grid
 */
function index(column, row, { columns, rows }) {
  return column >= 0 && row >= 0 && column < columns && row < rows ? row * columns + column : -1;
}

/**
 * @param {Float32Array} surface
 * @param {Grid} grid
 * @param {number} sigma in cells
 */
function smoothed(surface, { columns, rows }, sigma) {
  const kernel = gaussian(sigma);
  const across = blurred(surface, rows, columns, columns, 1, kernel);
  return blurred(across, columns, rows, 1, columns, kernel);
}

/** @param {number} sigma in cells; the kernel's sum is 1 */
function gaussian(sigma) {
  const reach = Math.ceil(REACH * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((a, b) => a + b);
  return Float32Array.from(weights, (weight) => weight / sum);
}

/**
 * Blur every line of a surface: `lines` of them, `length` cells each.
 * @param {Float32Array} surface
 * @param {number} lines
 * @param {number} length
 * @param {number} lineStep from a line to the next
 * @param {number} step from a cell of a line to the next
 * @param {Float32Array} kernel
 */
function blurred(surface, lines, length, lineStep, step, kernel) {
  const reach = (kernel.length - 1) / 2;
  const result = new Float32Array(surface.length);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      const value = surface[line * lineStep + i * step];
      if (value === 0) continue;
      const first = Math.max(0, i - reach);
      const last = Math.min(length - 1, i + reach);
      for (let j = first; j <= last; j++) {
        result[line * lineStep + j * step] += value * kernel[j - i + reach];
      }
    }
  }
  return result;
}
