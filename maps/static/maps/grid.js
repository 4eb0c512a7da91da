/**
 * The grid of the heat layer: squares of Web Mercator over the district, measured in metres on the ground
 * at its middle latitude. Over a district of 20 km the scale differs by less than 0.2 %.
 *
 * @typedef {import("./density.js").Grid} Grid
 * @typedef {[number, number, number, number]} Bounds west, south, east, north in degrees
 */

const RADIUS = 6_378_137;
const COLUMNS = 400;

/** Metres on the ground from longitude and latitude. */
export class Ground {
  /** @param {Bounds} bounds of the district */
  constructor([west, south, east, north]) {
    this.scale = Math.cos((((south + north) / 2) * Math.PI) / 180);
    const [left, bottom] = this.metres(west, south);
    const [right, top] = this.metres(east, north);
    const cell = Math.max(right - left, top - bottom) / COLUMNS;
    /** @type {Grid} */
    this.grid = {
      west: left,
      south: bottom,
      cell,
      columns: Math.ceil((right - left) / cell),
      rows: Math.ceil((top - bottom) / cell),
    };
  }

  /**
   * @param {number} longitude
   * @param {number} latitude
   * @returns {[number, number]}
   */
  metres(longitude, latitude) {
    const angle = (latitude * Math.PI) / 180;
    const x = (longitude * Math.PI) / 180;
    const y = Math.asinh(Math.tan(angle));
    return [x * RADIUS * this.scale, y * RADIUS * this.scale];
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]} longitude and latitude
   */
  degrees(x, y) {
    const scaled = RADIUS * this.scale;
    return [((x / scaled) * 180) / Math.PI, (Math.atan(Math.sinh(y / scaled)) * 180) / Math.PI];
  }

  /**
   * The corners of the whole grid, as MapLibre wants those of an image: from the upper left, clockwise.
   * @returns {[[number, number], [number, number], [number, number], [number, number]]}
   */
  corners() {
    const { west, south, cell, columns, rows } = this.grid;
    const [east, north] = [west + columns * cell, south + rows * cell];
    return [
      this.degrees(west, north),
      this.degrees(east, north),
      this.degrees(east, south),
      this.degrees(west, south),
    ];
  }
}
