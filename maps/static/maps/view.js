/** What is drawn for the reader's state: one layer at a time, with its legend. */
import { BASEMAP, onNewTheme } from "./map.js";
import { element, filled, readable } from "./page.js";
import { hidePins, showPins } from "./pins.js";
import { comparedPeriods, layerOf, layerQuery } from "./state.js";

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
    /** @type {typeof import("./areas.js") | undefined} fetched when they are first asked for */
    this.areas = undefined;
    /** @type {typeof import("./marks.js") | undefined} and so are these */
    this.marks = undefined;
    /** @type {import("./heat.js").Heat | undefined} */
    this.heat = undefined;
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
    this.marks?.hideMarks(this.map);
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
    this.hideOthers(layer.drawing);
    if (layer.drawing === "clusters") {
      showPins(this.map, query);
      element("legend").hidden = true;
      return hasFilter(state) ? countReports(query, signal) : undefined;
    }
    const { areaLegend, heatLegend, markLegend } = await import("./legend.js");
    signal.throwIfAborted();
    if (layer.drawing === "marks") {
      this.marks ??= await import("./marks.js");
      signal.throwIfAborted();
      this.marks.showMarks(this.map, layer, query);
      markLegend(layer);
      return undefined;
    }
    if (layer.drawing === "areas") {
      this.areas ??= await import("./areas.js");
      signal.throwIfAborted();
      const legend = await this.areas.showAreas(this.map, layer.name, state.measure, query, signal);
      areaLegend(legend, layer.name, state.measure, this.note(state));
      return legend.count;
    }
    const heat = await this.heatOf(element("map").dataset.bounds);
    if (!heat) return undefined;
    const legend = await heat.show(query, signal, steady);
    heatLegend(legend);
    return legend.count;
  }

  /**
   * The heat of the district, fetched when it is first asked for; a district without bounds has none.
   * @param {string | undefined} bounds
   */
  async heatOf(bounds) {
    if (!bounds) return undefined;
    const { Heat } = await import("./heat.js");
    this.heat ??= new Heat(this.map, this.outlines, JSON.parse(bounds));
    return this.heat;
  }

  /** @param {string} drawing the one that stays */
  hideOthers(drawing) {
    if (drawing !== "clusters") hidePins(this.map);
    if (drawing !== "heat") this.heat?.hide();
    if (drawing !== "areas") this.areas?.hideAreas(this.map);
    if (drawing !== "marks") this.marks?.hideMarks(this.map);
  }

  /**
   * What must be known to read the numbers.
   * @param {ViewState} state
   */
  note({ layer, measure, filters }) {
    if (measure === "change") {
      const { from, to, before } = comparedPeriods(filters, this.page);
      return filled(gettext("%(from)s – %(to)s against %(earlier)s – %(later)s"), {
        from: day(from),
        to: day(to),
        earlier: day(before.from),
        later: day(before.to),
      });
    }
    if (layer !== "hexagons") return "";
    if (measure === "per_1000") {
      return gettext("Residents are spread evenly over their neighbourhood.");
    }
    return filled(gettext("Hexagons of %(metres)s m edge."), { metres: readable(250) });
  }
}

/** @param {string} text like 2026-11-22 */
function day(text) {
  const locale = document.documentElement.lang;
  return new Date(text).toLocaleDateString(locale, { dateStyle: "medium", timeZone: "UTC" });
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
