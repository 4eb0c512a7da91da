/** The map page: puts its parts together. */
import { mayWait } from "../offline/may-wait.js";
import { setUpDrawing } from "./draw.js";
import { setUpSearch } from "./go.js";
import { addPinImages } from "./icons.js";
import { createMap } from "./map.js";
import { element, pageData } from "./page.js";
import { Panel } from "./panel.js";
import { Popup } from "./popup.js";
import { Targets } from "./targets.js";
import { Time } from "./time.js";
import { View } from "./view.js";

const page = pageData();
const { map, outlines } = await createMap(element("map"));
addPinImages(map, page.categories);
const view = new View(map, outlines, page);
const panel = new Panel(page.layers, (state) => {
  time.stop();
  show(state);
});
const time = new Time(page, ({ from, to }, steady) => {
  const state = { ...panel.state, filters: { ...panel.state.filters, from, to } };
  panel.take(state);
  return show(state, steady);
});

/** @type {Promise<{ open: () => void }> | undefined} from when it is first asked for, or may have to send */
let sheet;

function reportSheet() {
  sheet ??= import("./report.js").then(({ setUpReport }) => setUpReport(map, page.categories));
  return sheet;
}
if (await mayWait()) reportSheet();
element("report-button").addEventListener("click", (event) => {
  const { href } = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  event.preventDefault();
  const opened = reportSheet().then(
    (report) => report.open(),
    () => location.assign(href),
  );
  window.ortakHarita = { map, opened };
});

/**
 * @param {import("./state.js").ViewState} state
 * @param {boolean} [steady]
 */
function show(state, steady = false) {
  time.show(state.filters);
  return view.show(state, { steady });
}
new Targets(map, new Popup(map, page, panel));
setUpSearch(map);
setUpDrawing(map);
time.show(panel.state.filters);
if (map.isStyleLoaded()) view.show(panel.state);
else map.once("load", () => view.show(panel.state));
