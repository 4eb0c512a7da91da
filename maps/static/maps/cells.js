/** The cells that clusters gather: 8 by 8 in each tile. */

const DEPTH = 3;

/**
 * West, south, east and north of the cell of a tile's zoom that holds a place.
 * @param {[number, number]} place longitude and latitude
 * @param {number} zoom
 * @returns {[number, number, number, number]}
 */
export function cellBounds([longitude, latitude], zoom) {
  const across = 2 ** (zoom + DEPTH);
  const x = Math.floor(((longitude + 180) / 360) * across);
  const y = Math.floor(
    (0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)) * across,
  );
  return [
    degreesEast(x, across),
    degreesNorth(y + 1, across),
    degreesEast(x + 1, across),
    degreesNorth(y, across),
  ];
}

/**
 * @param {number} x
 * @param {number} across
 */
function degreesEast(x, across) {
  return (x / across) * 360 - 180;
}

/**
 * @param {number} y
 * @param {number} across
 */
function degreesNorth(y, across) {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / across))) * 180) / Math.PI;
}
