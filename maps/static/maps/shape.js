/**
 * Areas that people draw, as corners in degrees, and how an address says them (issues/areas.py).
 *
 * @typedef {[number, number]} Corner longitude and latitude
 */
const EARTH = 6_371_008.8; // mean radius in metres
const DIGITS = 5; // of a degree: about a metre
const CIRCLE_CORNERS = 48;

/** @param {Corner} corner */
function said([longitude, latitude]) {
  return `${longitude.toFixed(DIGITS)},${latitude.toFixed(DIGITS)}`;
}

/** The corners as the parameter `area`. @param {Corner[]} corners */
export function areaText(corners) {
  return corners.map(said).join(";");
}

/** A circle as the parameter `circle`. @param {Corner} centre @param {number} metres */
export function circleText(centre, metres) {
  return `${said(centre)},${metres}`;
}

/**
 * What an address says of an area: its corners, or a circle, or nothing.
 * @param {string} search the query of the address
 * @returns {{ corners: Corner[], centre?: Corner, metres?: number } | undefined}
 */
export function readShape(search) {
  const given = new URLSearchParams(search);
  const numbers = (/** @type {string} */ text) => text.split(",").map(Number);
  const [longitude, latitude, metres] = numbers(given.get("circle") ?? "");
  if (metres && longitude && latitude)
    return { corners: [], centre: [longitude, latitude], metres };
  const corners = (given.get("area") ?? "").split(";").map(numbers);
  const whole = corners.every((corner) => corner.length === 2 && corner.every(Number.isFinite));
  if (corners.length < 3 || !whole) return undefined;
  return { corners: /** @type {Corner[]} */ (corners) };
}

/**
 * The corners of a circle on the ground.
 * @param {Corner} centre
 * @param {number} metres its radius
 * @returns {Corner[]}
 */
export function circleCorners([longitude, latitude], metres) {
  const high = ((metres / EARTH) * 180) / Math.PI;
  const wide = high / Math.cos((latitude * Math.PI) / 180);
  return Array.from({ length: CIRCLE_CORNERS }, (_, i) => {
    const turn = (i * 2 * Math.PI) / CIRCLE_CORNERS;
    return [longitude + wide * Math.cos(turn), latitude + high * Math.sin(turn)];
  });
}

/** The size of an area in km², flat around its first corner. @param {Corner[]} corners */
export function squareKilometres(corners) {
  const degree = (EARTH * Math.PI) / 180 / 1000;
  const shrink = Math.cos(((corners[0]?.[1] ?? 0) * Math.PI) / 180);
  const twice = corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return (Math.abs(twice) / 2) * degree * degree * shrink;
}

/** Whether the edge of an area crosses itself. @param {Corner[]} corners */
export function crosses(corners) {
  const edges = corners.map((corner, i) => [corner, corners[(i + 1) % corners.length]]);
  return edges.some(([a, b], i) =>
    edges.slice(i + 2).some(([c, d], k) => {
      const neighbours = i === 0 && i + 2 + k === edges.length - 1;
      return !neighbours && meet(a, b, c, d);
    }),
  );
}

/** Whether two edges meet. @param {Corner} a @param {Corner} b @param {Corner} c @param {Corner} d */
function meet(a, b, c, d) {
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

/** On which side of an edge a corner lies. @param {Corner} a @param {Corner} b @param {Corner} c */
function side(a, b, c) {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}
