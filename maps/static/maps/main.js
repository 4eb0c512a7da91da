/** The map page: puts its parts together. */
import { mayWait } from "../offline/may-wait.js";
import { addPinImages } from "./icons.js";
import { createMap } from "./map.js";
import { element, pageData } from "./page.js";
import { Panel } from "./panel.js";
import { styled } from "./styled.js";
import { Targets } from "./targets.js";
import { Time } from "./time.js";
import { View } from "./view.js";

const page = pageData();
element("map").ariaBusy = "true"; // until the first layer is drawn
const { map, outlines, ready } = await createMap(element("map"));
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

const reportSheet = asked(async () => {
  const styles = ["../issues/picker.css", "./photos.css"].map(styledBy);
  const [{ setUpReport }] = await Promise.all([import("./report.js"), ...styles]);
  return setUpReport(map, page.categories);
});
const popup = asked(async () => new (await import("./popup.js")).Popup(map, page, panel));
const search = asked(async () => (await import("./go.js")).setUpSearch(map));
const drawingSheet = asked(async () => {
  const [{ setUpDrawing }] = await Promise.all([import("./draw.js"), styledBy("./draw.css")]);
  return setUpDrawing(map);
});
if (await mayWait()) reportSheet();
if (namesArea(location.search)) drawingSheet();
element("report-button").addEventListener("click", (event) => {
  event.preventDefault();
  open(reportSheet, "report-button");
});
element("draw-button").addEventListener("click", () => open(drawingSheet, "draw-elsewhere"));

/**
 * Fetch a part of the page once, when it is first asked for.
 * @template T
 * @param {() => Promise<T>} fetched
 */
function asked(fetched) {
  /** @type {Promise<T> | undefined} */
  let part;
  return () => (part ??= fetched());
}

/** @param {string} file a style sheet, seen from here */
function styledBy(file) {
  return styled(new URL(file, import.meta.url).href);
}

/**
 * Open a sheet; where it cannot be fetched, go to the page that does without the map.
 * @param {() => Promise<{ open: () => void }>} sheet
 * @param {string} instead id of the link that leads there
 */
function open(sheet, instead) {
  const { href } = /** @type {HTMLAnchorElement} */ (element(instead));
  const opened = sheet().then(
    (it) => it.open(),
    () => location.assign(href),
  );
  window.ortakHarita = { map, opened };
}

/** @param {string} search the query of an address; what it says is read by draw.js */
function namesArea(search) {
  const given = new URLSearchParams(search);
  return given.has("area") || given.has("circle");
}

/**
 * @param {import("./state.js").ViewState} state
 * @param {boolean} [steady]
 */
function show(state, steady = false) {
  time.show(state.filters);
  return view.show(state, { steady });
}
new Targets(map, page, popup);
map.once("mousemove", popup);
map.on("click", async ({ point, lngLat }) => (await popup()).openAt(point, lngLat));
element("map-finder-input").addEventListener("focus", async () => (await search()).typed(), {
  once: true,
});
time.show(panel.state.filters);
ready.then(() => view.show(panel.state));
