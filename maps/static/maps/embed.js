/** The map alone, as its page says: for another page's frame, and for pages of ours that show a view. */
import { addPinImages } from "./icons.js";
import { createMap } from "./map.js";
import { element, pageData } from "./page.js";
import { readState } from "./state.js";
import { View } from "./view.js";

const page = pageData();
const { query = "", at = "" } = element("map").dataset;
const { map, outlines, ready } = await createMap(element("map"), { hash: false });
const [zoom, latitude, longitude] = at.split("/").map(Number);
if (at) map.jumpTo({ zoom, center: [longitude, latitude] });
addPinImages(map, page.categories);
const view = new View(map, outlines, page);
ready.then(() => view.show(readState(query, page.layers)));
