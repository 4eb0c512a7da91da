/** Draw an area on the map, corner by corner or as a circle, and follow what happens in it. */
import * as maplibregl from "maplibre-gl";

import { Finder } from "./finder.js";
import { goTo } from "./go.js";
import { onNewTheme, OUTLINES } from "./map.js";
import { colour, element, field, filled, readable } from "./page.js";
import {
  areaText,
  circleCorners,
  circleText,
  crosses,
  readShape,
  squareKilometres,
} from "./shape.js";

/** @import { GeoJSONSource, Map as WebMap } from "maplibre-gl" */
/** @import { Corner } from "./shape.js" */

const SOURCE = "drawn";
const MOST_CORNERS = 200;
const MOST_KM2 = 50;

/**
 * Make the sheet ready, and show the area that the page's address names.
 * @param {WebMap} map
 */
export function setUpDrawing(map) {
  const drawing = new Drawing(map);
  element("draw-close").addEventListener("click", () => drawing.close());
  element("draw-cancel").addEventListener("click", () => drawing.close());
  element("draw-undo").addEventListener("click", () => drawing.undo());
  element("draw-finish").addEventListener("click", () => drawing.finish(true));
  element("draw-change").addEventListener("click", () => drawing.finish(false));
  element("draw-centre").addEventListener("click", () => drawing.add(map.getCenter().toArray()));
  element("draw-form").addEventListener("change", () => drawing.changed());
  field("draw-file").addEventListener("change", () => drawing.takeFile());
  element("draw-form").addEventListener("submit", (event) => event.preventDefault());
  element("draw").addEventListener("keydown", ({ key }) => key === "Escape" && drawing.close());
  new Finder(
    "draw-finder",
    () => map.getCenter(),
    (found) => {
      goTo(map, found);
      if (drawing.isCircle) drawing.add(found.place);
    },
  );
  map.on("click", ({ lngLat }) => drawing.isOpen && drawing.add(lngLat.toArray()));
  onNewTheme(map, () => drawing.draw());
  drawing.takeAddress(location.search);
  return drawing;
}

class Drawing {
  /** @param {WebMap} map */
  constructor(map) {
    this.map = map;
    /** @type {Corner[]} */
    this.corners = [];
    /** @type {Corner | undefined} */
    this.centre = undefined;
    this.finished = false;
  }

  get isOpen() {
    return !element("draw").hidden;
  }

  get isCircle() {
    return field("draw-circle").checked;
  }

  get metres() {
    return Number(field("draw-radius").value);
  }

  /** The corners of what is drawn, whichever way. */
  get shape() {
    if (!this.isCircle) return this.corners;
    return this.centre ? circleCorners(this.centre, this.metres) : [];
  }

  /** What is still wrong with it, or "". */
  get fault() {
    if (this.shape.length < 3) return "";
    if (crosses(this.shape))
      return gettext("The edge of the area crosses itself. Take the last corner back.");
    if (squareKilometres(this.shape) > MOST_KM2)
      return filled(gettext("The area is too large; at most %(most)s km²."), { most: MOST_KM2 });
    return "";
  }

  get isWhole() {
    return this.shape.length >= 3 && !this.fault;
  }

  open() {
    element("draw").hidden = false;
    document.body.classList.add("drawing");
    this.map.doubleClickZoom.disable(); // two quick taps are two corners
    this.map.resize();
    this.changed();
    element("draw-title").focus({ preventScroll: true });
  }

  close() {
    element("draw").hidden = true;
    document.body.classList.remove("drawing");
    this.map.doubleClickZoom.enable();
    this.corners = [];
    this.centre = undefined;
    this.finished = false;
    this.draw();
    this.map.resize();
    element("draw-button").focus();
  }

  /** @param {number[]} place longitude and latitude of a corner, or of the circle's middle */
  add([longitude, latitude]) {
    if (this.finished) return;
    if (this.isCircle) this.centre = [longitude, latitude];
    else if (this.corners.length < MOST_CORNERS) this.corners.push([longitude, latitude]);
    this.changed();
  }

  undo() {
    this.corners.pop();
    this.changed();
    if (!this.corners.length) element("draw-title").focus();
  }

  /** @param {boolean} finished */
  finish(finished) {
    this.finished = finished;
    this.changed();
    element(finished ? "draw-result-title" : "draw-title").focus();
  }

  /**
   * Show the area that an address names.
   * @param {string} search
   */
  takeAddress(search) {
    const given = readShape(search);
    if (!given) return;
    this.corners = given.corners;
    this.centre = given.centre;
    field(given.centre ? "draw-circle" : "draw-corners").checked = true;
    if (given.metres) this.offer(given.metres);
    this.finished = this.isWhole;
    this.show();
    if (this.map.getLayer(OUTLINES)) this.open();
    else this.map.once("style.load", () => this.open());
  }

  /** Choose a radius, one that is not in the list, too. @param {number} metres */
  offer(metres) {
    const list = element("draw-radius");
    if (!list.querySelector(`[value="${metres}"]`)) list.append(new Option(`${metres} m`));
    field("draw-radius").value = String(metres);
  }

  /** Show the area of the file that was chosen, or say what is wrong with it. */
  async takeFile() {
    const [file] = field("draw-file").files ?? [];
    if (!file) return;
    const { areaIn } = await import("./from-file.js");
    const corners = await areaIn(file);
    field("draw-file").value = "";
    this.corners = corners.length > MOST_CORNERS ? [] : corners;
    this.changed();
    if (this.corners.length) this.show();
    else this.tell(corners.length ? tooMany() : noArea());
  }

  /** Bring what is drawn into sight. */
  show() {
    const bounds = new maplibregl.LngLatBounds();
    for (const corner of this.shape) bounds.extend(corner);
    this.map.fitBounds(bounds, { padding: 60, animate: false });
  }

  /** @param {string} fault what is wrong, or "" */
  tell(fault) {
    element("draw-told").textContent = fault || this.told();
    element("draw-told").classList.toggle("wrong", Boolean(fault));
  }

  changed() {
    element("draw-steps").hidden = this.finished;
    element("draw-result").hidden = !this.finished;
    element("draw-undo").hidden = this.isCircle;
    field("draw-undo").disabled = !this.corners.length;
    element("draw-radius-field").hidden = !this.isCircle;
    element("draw-file-field").hidden = this.isCircle;
    field("draw-finish").disabled = !this.isWhole;
    element("draw-help").textContent = this.isCircle
      ? gettext("Tap the map where the middle of the circle is.")
      : gettext("Tap the corners of the area one after the other.");
    this.tell(this.fault);
    element("draw-size").textContent = this.told();
    this.link();
    this.draw();
  }

  told() {
    const size = filled(gettext("about %(size)s km²"), {
      size: readable(squareKilometres(this.shape), 2),
    });
    if (this.isCircle) return this.centre ? size : "";
    const count = this.corners.length;
    if (!count) return "";
    const text = filled(ngettext("%(count)s corner", "%(count)s corners", count), { count });
    return count < 3 ? text : `${text}, ${size}`;
  }

  /** Let the links lead to this area. */
  link() {
    const [name, text] =
      this.isCircle && this.centre
        ? ["circle", circleText(this.centre, this.metres)]
        : ["area", areaText(this.corners)];
    for (const link of element("draw-result").querySelectorAll("a")) {
      const query = new URLSearchParams({ [`${link.dataset.side ?? ""}${name}`]: text });
      link.href = `${link.dataset.address}?${query}`;
    }
  }

  draw() {
    const ring = this.shape;
    const marks = this.isCircle ? [this.centre ?? []].filter(({ length }) => length) : this.corners;
    const closed = [...ring, ...ring.slice(0, 1)];
    /** @type {GeoJSON.FeatureCollection} */
    const data = {
      type: "FeatureCollection",
      features: [
        ...marks.map((coordinates) => feature({ type: "Point", coordinates })),
        ...(ring.length > 1 ? [feature({ type: "LineString", coordinates: closed })] : []),
        ...(ring.length > 2 ? [feature({ type: "Polygon", coordinates: [closed] })] : []),
      ],
    };
    const source = /** @type {GeoJSONSource | undefined} */ (this.map.getSource(SOURCE));
    if (source) source.setData(data);
    else if (this.isOpen) addLayers(this.map, data);
  }
}

function tooMany() {
  const text = gettext("The area has too many corners; at most %(most)s.");
  return filled(text, { most: MOST_CORNERS });
}

function noArea() {
  return gettext("This file is no GeoJSON with one area in degrees (EPSG:4326).");
}

/**
 * @param {GeoJSON.Geometry} geometry
 * @returns {GeoJSON.Feature}
 */
function feature(geometry) {
  return { type: "Feature", properties: {}, geometry };
}

/**
 * @param {WebMap} map
 * @param {GeoJSON.FeatureCollection} data
 */
function addLayers(map, data) {
  const line = colour("teal");
  map.addSource(SOURCE, { type: "geojson", data });
  map.addLayer({
    id: "drawn-fill",
    type: "fill",
    source: SOURCE,
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": line, "fill-opacity": 0.2 },
  });
  map.addLayer({
    id: "drawn-line",
    type: "line",
    source: SOURCE,
    filter: ["==", ["geometry-type"], "LineString"],
    layout: { "line-join": "round" },
    paint: { "line-color": line, "line-width": 3 },
  });
  map.addLayer({
    id: "drawn-corners",
    type: "circle",
    source: SOURCE,
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-radius": 7,
      "circle-color": colour("raised"),
      "circle-stroke-color": line,
      "circle-stroke-width": 3,
    },
  });
}
