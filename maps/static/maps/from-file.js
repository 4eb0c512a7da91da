/** Places and areas out of a file that the reader chooses. It is read here and goes nowhere. */

/** @import { Corner } from "./shape.js" */

/** Bytes above which a file is not looked into. */
const MOST = 2_000_000;

/**
 * The corners of the one area in a GeoJSON file, in degrees; none where it has no such area, or several.
 * Holes are left out.
 * @param {File} file
 * @returns {Promise<Corner[]>}
 */
export async function areaIn(file) {
  const rings = geometries(await read(file)).flatMap((geometry) => {
    if (geometry.type === "Polygon") return [geometry.coordinates[0]];
    if (geometry.type === "MultiPolygon") return geometry.coordinates.map(([outer]) => outer);
    return [];
  });
  if (rings.length !== 1 || !rings[0]?.every(isPlace)) return [];
  const corners = rings[0].map(([x, y]) => /** @type {Corner} */ ([x, y]));
  return same(corners[0], corners.at(-1)) ? corners.slice(0, -1) : corners;
}

/**
 * The sites in a file, as lines of latitude, longitude and perhaps a name: the points of a GeoJSON, or the lines
 * of a text that begin with a number.
 * @param {File} file
 * @returns {Promise<string[]>}
 */
export async function sitesIn(file) {
  const text = await read(file);
  const points = features(text).flatMap(({ geometry, properties }) => {
    if (geometry?.type !== "Point" || !isPlace(geometry.coordinates)) return [];
    const [x, y] = geometry.coordinates;
    const name = String(properties?.name ?? properties?.ad ?? "");
    return [`${y.toFixed(5)}, ${x.toFixed(5)} ${name}`.trim()];
  });
  if (points.length) return points;
  return text.split(/\r?\n/).filter((line) => /^\s*\d{1,2}[.,]\d/.test(line));
}

/** @param {File} file */
async function read(file) {
  return file.size > MOST ? "" : (await file.text()).replace(/^\uFEFF/, "");
}

/**
 * The features of a GeoJSON text, however they are wrapped; none where it is something else.
 * @param {string} text
 * @returns {GeoJSON.Feature[]}
 */
function features(text) {
  try {
    const data = JSON.parse(text);
    if (data.type === "FeatureCollection") return data.features ?? [];
    if (data.type === "Feature") return [data];
    return data.type ? [{ type: "Feature", properties: {}, geometry: data }] : [];
  } catch {
    return [];
  }
}

/** @param {string} text */
function geometries(text) {
  return features(text).flatMap(({ geometry }) => geometry ?? []);
}

/** Whether a position is in degrees, and not in metres. @param {number[]} position */
function isPlace([longitude, latitude]) {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

/** @param {Corner} one @param {Corner | undefined} other */
function same(one, other) {
  return one[0] === other?.[0] && one[1] === other[1];
}
