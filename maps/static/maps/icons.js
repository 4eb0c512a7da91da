/** Pin images: a disc in the category's colour with its glyph, made when the map asks for one. */
import { glyphColour } from "issues/colours";

import { newPen } from "./page.js";

/** @import { Map as WebMap } from "maplibre-gl" */
/** @import { Category } from "./page.js" */

const SIZE = 30;
const SCALE = 2;

/**
 * Make a `pin-<category>` image whenever the map first needs it.
 * @param {WebMap} map
 * @param {Category[]} categories
 */
export function addPinImages(map, categories) {
  const bySlug = new Map(categories.map((category) => [category.slug, category]));
  const folder = map.getContainer().dataset.icons;
  map.setMissingStyleImageResolver(async (id) => {
    const category = bySlug.get(id.replace(/^pin-/, ""));
    if (!category) return; // an image of another layer
    const glyph = await glyphImage(`${folder}${category.glyph}.svg`, glyphColour(category.colour));
    if (map.hasImage(id)) return; // another tile asked for it meanwhile
    map.addImage(id, disc(category.colour, glyph), { pixelRatio: SCALE });
  });
}

/**
 * The glyph as an image, or nothing where there is none: a plain disc is still a pin.
 * @param {string} address
 * @param {string} colour
 */
async function glyphImage(address, colour) {
  const answer = await fetch(address);
  if (!answer.ok) return undefined;
  const drawing = (await answer.text()).replaceAll("currentColor", colour);
  const image = new Image(SIZE * SCALE, SIZE * SCALE);
  image.src = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  await image.decode();
  return image;
}

/**
 * @param {string} colour
 * @param {HTMLImageElement} [glyph]
 */
function disc(colour, glyph) {
  const size = SIZE * SCALE;
  const pen = newPen(size, size);
  pen.beginPath();
  pen.arc(size / 2, size / 2, size / 2 - 2 * SCALE, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
  pen.lineWidth = 2 * SCALE;
  pen.strokeStyle = "#FBFAF7";
  pen.stroke();
  if (glyph) pen.drawImage(glyph, size * 0.24, size * 0.24, size * 0.52, size * 0.52);
  return pen.getImageData(0, 0, size, size);
}
