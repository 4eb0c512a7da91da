/** Two maps, one over the other, divided by a swipe: what a meeting looks at. */
import { createMap, onNewTheme } from "../maps/map.js";
import { element, readable } from "../maps/page.js";
import { pointAt, prepare, showFrozen, showNotes } from "./frozen.js";

/** @import { Map } from "maplibre-gl" */
/** @import { Frozen, Note } from "./frozen.js" */

/**
 * @typedef {{ id: number, title: string, features: string }} View
 * @typedef {{ id: number, title: string, note: string, views: View[] }} Item
 * @typedef {{ version?: number, item: number | null, left: number | null, right: number | null, swipe: number,
 *   pointed: number | null, zoom: number | null, longitude: number | null, latitude: number | null,
 *   notes: Note[] }} State as workinggroups/stage/shown.py says it
 */

/**
 * What is said to people here, in their language.
 * @type {Record<"oneMap" | "noted" | "proposed" | "drawing" | "show" | "notNow" | "over" | "offline", string>}
 */
export const words = JSON.parse(element("stage-words").textContent ?? "{}");

/** @returns {Item[]} */
export function agenda() {
  return JSON.parse(element("stage-items").textContent ?? "[]");
}

export class Stage {
  /**
   * @param {Item[]} items
   * @param {Map} left
   * @param {Map} right
   */
  constructor(items, left, right) {
    this.items = items;
    this.maps = { left, right };
    /** @type {globalThis.Map<number, Promise<Frozen>>} */
    this.known = new globalThis.Map();
    /** @type {State | undefined} */
    this.state = undefined;
    /** @type {{ left: number | null, right: number | null }} */
    this.drawn = { left: null, right: null };
    left.on("move", () => right.jumpTo(cameraOf(left)));
  }

  /** @param {Item[]} items */
  static async create(items) {
    const left = await createMap(element("map"), { hash: false });
    const right = await createMap(element("map-right"), { hash: false });
    await Promise.all([left.ready, right.ready]);
    const stage = new Stage(items, left.map, right.map);
    for (const { map } of [left, right]) {
      prepare(map);
      onNewTheme(map, () => stage.drawAgain(map));
    }
    window.ortakHarita = { map: left.map };
    return stage;
  }

  /** @param {number | null} id @returns {Item | undefined} */
  item(id) {
    return this.items.find((item) => item.id === id);
  }

  /** Another theme has set the style anew, and what was on it is gone. @param {Map} map */
  drawAgain(map) {
    prepare(map);
    this.drawn = { left: null, right: null };
    if (this.state) this.apply(this.state);
  }

  /** Whether item and views of a state were there when the page was opened. @param {State} state */
  knows({ item, left, right }) {
    if (item === null) return true;
    const views = this.item(item)?.views.map(({ id }) => id);
    return Boolean(views) && [left, right].every((id) => id === null || views?.includes(id));
  }

  /**
   * Show a state: item, views, division, what is pointed at, notes.
   * @param {State} state
   */
  async apply(state) {
    this.state = state;
    const item = this.item(state.item);
    if (item) element("stage-title").textContent = item.title;
    await Promise.all([this.draw("left", item, state.left), this.draw("right", item, state.right)]);
    divide(state.right ? state.swipe : 1);
    pointAt(this.maps.left, state.pointed);
    await this.tellPointed(state);
    for (const map of [this.maps.left, this.maps.right]) showNotes(map, state.notes);
    listNotes(state.notes);
  }

  /** Look where the facilitator looks. @param {State} state */
  look({ zoom, longitude, latitude }) {
    if (zoom === null || longitude === null || latitude === null) return;
    this.maps.left.jumpTo({ zoom, center: [longitude, latitude] });
  }

  /**
   * @param {"left" | "right"} side
   * @param {Item | undefined} item
   * @param {number | null} id
   */
  async draw(side, item, id) {
    const view = item?.views.find((one) => one.id === id);
    element(`stage-${side}`).textContent = view?.title ?? "";
    if (this.drawn[side] === id) return;
    this.drawn[side] = id;
    const data = view && (await this.fetched(view, side));
    if (this.drawn[side] !== id) return; // another one was asked for meanwhile
    showFrozen(this.maps[side], data);
    listLegend(side, data);
  }

  /**
   * The features of a view; one that could not be fetched is asked for again the next time.
   * @param {View} view
   * @param {"left" | "right"} side
   */
  async fetched({ id, features }, side) {
    const found = this.known.get(id) ?? fetch(features).then((answer) => answer.json());
    this.known.set(id, found);
    try {
      return await found;
    } catch (fault) {
      this.known.delete(id);
      this.drawn[side] = null;
      throw fault;
    }
  }

  /** @param {State} state */
  async tellPointed({ left, pointed }) {
    const data = left === null ? undefined : await this.known.get(left);
    const feature = data?.features.find(({ properties }) => properties.at === pointed);
    element("stage-pointed").textContent = feature?.properties.label ?? "";
  }
}

/** @param {number} swipe from the left, 0 to 1 */
export function divide(swipe) {
  const percent = `${(100 * swipe).toFixed(1)}%`;
  document.documentElement.style.setProperty("--swipe", percent);
  element("map-right").hidden = swipe >= 1;
}

/** @param {Map} map */
export function cameraOf(map) {
  return { center: map.getCenter(), zoom: map.getZoom() };
}

/**
 * @param {"left" | "right"} side
 * @param {Frozen | undefined} data
 */
function listLegend(side, data) {
  const lines = (data?.legend ?? []).map(({ colour, character, title, count }) => {
    const line = document.createElement("li");
    const mark = Object.assign(document.createElement("i"), { textContent: character });
    mark.style.background = colour;
    const number = Object.assign(document.createElement("small"), {
      textContent: readable(count),
    });
    line.append(mark, title, number);
    return line;
  });
  element(`stage-legend-${side}`).replaceChildren(...lines);
}

/** @param {Note[]} notes */
function listNotes(notes) {
  const lines = notes
    .filter(({ text }) => text)
    .map(({ text, colour }) => {
      const line = Object.assign(document.createElement("li"), { textContent: text });
      line.style.borderColor = colour;
      return line;
    });
  element("stage-notes").replaceChildren(...lines);
}
