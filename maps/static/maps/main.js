/** The map page: puts its parts together. */
import { createMap } from "./map.js";
import { addPinImages } from "./icons.js";
import { openOnClick } from "./popup.js";
import { setUpReport } from "./report.js";

const categories = JSON.parse(document.getElementById("map-data").textContent).categories;
const map = await createMap(document.getElementById("map"));
addPinImages(map, categories);
openOnClick(map, categories);
setUpReport(map);
