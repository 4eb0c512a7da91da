/**
 * The part of the map that nothing lies over, and how far something must move to stand in it.
 *
 * @typedef {{ top: number, bottom: number, left: number, right: number }} Sides
 */
const OVER =
  ".map-tools, .map-notes > *, .maplibregl-ctrl-top-right, .legend, .report-button, .panel";

/** What lies over the map now. */
export function over() {
  const boxes = [...document.querySelectorAll(OVER)].map((part) => part.getBoundingClientRect());
  return boxes.filter(({ width }) => width);
}

/**
 * How many pixels of each side of the map are taken: each part counts for the side of which it takes least.
 * @param {Sides} map
 * @param {Sides[]} parts
 * @returns {Sides}
 */
export function taken(map, parts) {
  const sides = { top: 0, bottom: 0, left: 0, right: 0 };
  const [wide, high] = [map.right - map.left, map.bottom - map.top];
  for (const part of parts) {
    const depths = {
      top: part.bottom - map.top,
      bottom: map.bottom - part.top,
      left: part.right - map.left,
      right: map.right - part.left,
    };
    const shares = [
      depths.top / high,
      depths.bottom / high,
      depths.left / wide,
      depths.right / wide,
    ];
    const side = NAMES[shares.indexOf(Math.min(...shares))];
    sides[side] = Math.max(sides[side], depths[side]);
  }
  return sides;
}

/** @type {readonly (keyof Sides)[]} */
const NAMES = ["top", "bottom", "left", "right"];

/**
 * How far right and down a box must move to stand in what is left of the map; one that is too large shows
 * its beginning.
 * @param {Sides} box
 * @param {Sides} map
 * @param {Sides} sides what is taken
 * @returns {[number, number]}
 */
export function missing(box, map, sides) {
  return [
    along(box.left, box.right, map.left + sides.left, map.right - sides.right),
    along(box.top, box.bottom, map.top + sides.top, map.bottom - sides.bottom),
  ];
}

/**
 * @param {number} start
 * @param {number} end
 * @param {number} from
 * @param {number} to
 */
function along(start, end, from, to) {
  if (start < from || end - start > to - from) return from - start;
  return Math.min(0, to - end);
}
