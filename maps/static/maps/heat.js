/** The heat layer: a kernel density in metres, drawn as a picture in classes. */
import { evenBreaks } from "./classes.js";
import { kernelDensity } from "./density.js";
import { Ground } from "./grid.js";
import { OUTLINES } from "./map.js";
import { colour, newPen } from "./page.js";

/** @import { Map, CanvasSource } from "maplibre-gl" */
/** @import { Outlines } from "./map.js" */
/** @import { Grid } from "./density.js" */

const BANDWIDTH = 200;
const SOURCE = "heat";

/**
 * @typedef {{ breaks: number[], areas: number[], count: number, bandwidth: number }} HeatLegend upper
 *   bounds per km², the area of each class in km², how many reports, and over how many metres smoothed
 */

export class Heat {
  /**
   * @param {Map} map
   * @param {Outlines} outlines
   * @param {import("./grid.js").Bounds} bounds
   */
  constructor(map, outlines, bounds) {
    this.map = map;
    this.ground = new Ground(bounds);
    this.inside = shareInside(outlines, this.ground);
    this.highest = 0;
    this.pen = newPen(this.ground.grid.columns, this.ground.grid.rows);
  }

  /**
   * Draw the reports under a filter.
   * @param {URLSearchParams} query
   * @param {AbortSignal} signal
   * @param {boolean} steady keep the scale of the picture before, as while months are played
   * @returns {Promise<HeatLegend>}
   */
  async show(query, signal, steady) {
    const answer = await fetch(`/layers/density.geojson?${query}`, { signal });
    /** @type {GeoJSON.FeatureCollection<GeoJSON.Point, { count: number }>} */
    const { features } = await answer.json();
    const places = features.map(({ geometry, properties }) => {
      const [x, y] = this.ground.metres(geometry.coordinates[0], geometry.coordinates[1]);
      return { x, y, count: properties.count };
    });
    const surface = kernelDensity(places, this.ground.grid, BANDWIDTH, this.inside);
    const peak = surface.reduce((a, b) => Math.max(a, b), 0);
    this.highest = steady ? Math.max(this.highest, peak) : peak;
    const breaks = evenBreaks(this.highest);
    const cells = paint(this.pen, surface, this.ground.grid, breaks);
    this.draw();
    const area = this.ground.grid.cell ** 2 / 1e6;
    return {
      breaks,
      areas: cells.map((number) => number * area),
      count: places.reduce((sum, place) => sum + place.count, 0),
      bandwidth: BANDWIDTH,
    };
  }

  hide() {
    if (!this.map.getSource(SOURCE)) return;
    this.map.removeLayer(SOURCE);
    this.map.removeSource(SOURCE);
  }

  /** Let the map take the picture anew. */
  draw() {
    const source = /** @type {CanvasSource | undefined} */ (this.map.getSource(SOURCE));
    if (source) {
      source.play();
      this.map.once("render", () => source.pause());
      return;
    }
    const coordinates = this.ground.corners();
    this.map.addSource(SOURCE, {
      type: "canvas",
      canvas: this.pen.canvas,
      coordinates,
      animate: false,
    });
    const paint = { "raster-opacity": 0.8, "raster-fade-duration": 0 };
    this.map.addLayer({ id: SOURCE, type: "raster", source: SOURCE, paint }, OUTLINES);
  }
}

/**
 * Paint each cell in the colour of its class; below the first tenth of the lowest class nothing is seen.
 * Returns how many cells each class has.
 * @param {CanvasRenderingContext2D} pen
 * @param {Float32Array} surface
 * @param {Grid} grid
 * @param {number[]} breaks
 */
function paint(pen, surface, { columns, rows }, breaks) {
  const image = pen.createImageData(columns, rows);
  const colours = breaks.map((_, i) => channels(colour(`heat-${i}`)));
  const cells = breaks.map(() => 0);
  for (let i = 0; i < surface.length; i++) {
    if (surface[i] <= breaks[0] / 10) continue;
    const found = breaks.findIndex((upper) => surface[i] <= upper);
    const which = found < 0 ? breaks.length - 1 : found;
    cells[which] += 1;
    const row = rows - 1 - Math.floor(i / columns);
    image.data.set([...colours[which], 255], 4 * (row * columns + (i % columns)));
  }
  pen.putImageData(image, 0, 0);
  return cells;
}

/**
 * The share of each cell inside the district, by painting its outlines.
 * @param {Outlines} outlines
 * @param {Ground} ground
 */
function shareInside({ features }, ground) {
  const { west, south, cell, columns, rows } = ground.grid;
  const pen = newPen(columns, rows);
  pen.beginPath();
  for (const ring of features.flatMap(({ geometry }) => geometry.coordinates.flat())) {
    for (const [longitude, latitude] of ring) {
      const [x, y] = ground.metres(longitude, latitude);
      pen.lineTo((x - west) / cell, rows - (y - south) / cell);
    }
    pen.closePath();
  }
  pen.fill("evenodd");
  const { data } = pen.getImageData(0, 0, columns, rows);
  return Float32Array.from({ length: columns * rows }, (_, i) => {
    const row = rows - 1 - Math.floor(i / columns);
    return data[4 * (row * columns + (i % columns)) + 3] / 255;
  });
}

/** Red, green and blue of a colour like #c8553d. @param {string} hex */
function channels(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}
