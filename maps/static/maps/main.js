/** The map page: puts its parts together. */
import { addPinImages } from "./icons.js";
import { createMap } from "./map.js";
import { element, pageData } from "./page.js";
import { Panel } from "./panel.js";
import { Popup } from "./popup.js";
import { setUpReport } from "./report.js";
import { Targets } from "./targets.js";
import { Time } from "./time.js";
import { View } from "./view.js";

const page = pageData();
const { map, outlines } = await createMap(element("map"));
addPinImages(map, page.categories);
const view = new View(map, outlines, page);
const panel = new Panel(page.layers, (state) => {
  time.show(state.filters);
  view.show(state, { steady: time.playing });
});
const time = new Time(page, async ({ from, to }) => {
  panel.change({ ...panel.state, filters: { ...panel.state.filters, from, to } });
});
new Targets(map, new Popup(map, page, panel));
setUpReport(map);
time.show(panel.state.filters);
if (map.isStyleLoaded()) view.show(panel.state);
else map.once("load", () => view.show(panel.state));
