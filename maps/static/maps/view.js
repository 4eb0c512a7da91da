/** What is drawn for the reader's state: one layer at a time, with its legend. */
import { BASEMAP, onNewTheme } from "./map.js";
import { element } from "./page.js";
import { hidePins, showPins } from "./pins.js";
import { layerOf, layerQuery } from "./state.js";

/** @import { Map } from "maplibre-gl" */
/** @import { Outlines } from "./map.js" */
/** @import { ViewState } from "./state.js" */
/** @import { PageData } from "./page.js" */

export class View {
  /**
   * @param {Map} map
   * @param {Outlines} outlines
   * @param {PageData} page
   */
  constructor(map, outlines, page) {
    this.map = map;
    this.page = page;
    this.outlines = outlines;
    /** @type {import("./summaries.js").Summaries | undefined} fetched when they are first asked for */
    this.summaries = undefined;
    this.running = new AbortController();
    /** @type {ViewState | undefined} */
    this.state = undefined;
    map.on("error", (event) => {
      const ofBasemap = "sourceId" in event && event.sourceId === BASEMAP;
      if (!ofBasemap) tell(notLoaded());
    });
    addEventListener("online", () => this.state && this.reload(this.state));
    onNewTheme(map, () => this.state && this.show(this.state));
  }

  /**
   * Draw a state; a drawing that is still on its way is given up.
   * @param {ViewState} state
   * @param {{ steady?: boolean }} [how] steady: keep the scale of colours, as while months are played
   */
  async show(state, { steady = false } = {}) {
    this.state = state;
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    element("map").ariaBusy = "true";
    tell("");
    try {
      if ((await this.draw(state, signal, steady)) === 0) tellOfNothing(state);
    } catch {
      if (!signal.aborted) tell(notLoaded());
    }
    if (!signal.aborted) element("map").ariaBusy = "false";
  }

  /** The network is back: ask again for what is not there. @param {ViewState} state */
  reload(state) {
    hidePins(this.map); // a source does not ask again for tiles that it did not get
    this.summaries?.hideOthers("clusters");
    return this.show(state);
  }

  /**
   * Draw, and return how many reports there are to see, where that is known.
   * @param {ViewState} state
   * @param {AbortSignal} signal
   * @param {boolean} steady
   * @returns {Promise<number | undefined>}
   */
  async draw(state, signal, steady) {
    const query = layerQuery(state, this.page);
    const layer = layerOf(state.layer, this.page.layers);
    if (layer.drawing === "clusters") {
      this.summaries?.hideOthers(layer.drawing);
      showPins(this.map, query);
      element("legend").hidden = true;
      return hasFilter(state) ? countReports(query, signal) : undefined;
    }
    hidePins(this.map);
    const { Summaries } = await import("./summaries.js");
    signal.throwIfAborted();
    this.summaries ??= new Summaries(this.map, this.outlines, this.page);
    return this.summaries.show(layer, state, query, signal, steady);
  }
}

function notLoaded() {
  return navigator.onLine
    ? gettext("The layer could not be loaded. Please try again.")
    : gettext("No connection: the reports cannot be shown now. You can report all the same.");
}

/** @param {ViewState} state */
function hasFilter({ filters }) {
  return Object.values(filters).some(Boolean);
}

/**
 * How many reports a filter finds: tiles tell only of those on the screen.
 * @param {URLSearchParams} query
 * @param {AbortSignal} signal
 * @returns {Promise<number>}
 */
async function countReports(query, signal) {
  const answer = await fetch(`/api/v1/neighbourhoods/statistics/?${query}`, { signal });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).total;
}

/** @param {string} fault what is wrong, or "" */
function tell(fault) {
  element("map-message").textContent = fault;
  element("map-nothing").textContent = "";
  element("map-clear").hidden = true;
}

/** Say that a filter finds nothing. @param {ViewState} state */
function tellOfNothing(state) {
  if (!hasFilter(state)) return;
  element("map-nothing").textContent = gettext("No reports on the map under this filter.");
  element("map-clear").hidden = false;
}
