/** The layers that have a legend: marks, heat, areas and values. */
import { hideAreas, showAreas } from "./areas.js";
import { Heat } from "./heat.js";
import { areaLegend, heatLegend, markLegend, valueLegend } from "./legend.js";
import { hideMarks, showMarks } from "./marks.js";
import { element, filled, readable } from "./page.js";
import { comparedPeriods } from "./state.js";
import { showValues } from "./values.js";

/** @import { Map } from "maplibre-gl" */
/** @import { Outlines } from "./map.js" */
/** @import { ViewState } from "./state.js" */
/** @import { PageData, PageLayer } from "./page.js" */

export class Summaries {
  /**
   * @param {Map} map
   * @param {Outlines} outlines
   * @param {PageData} page
   */
  constructor(map, outlines, page) {
    this.map = map;
    this.outlines = outlines;
    this.page = page;
    /** @type {Heat | undefined} */
    this.heat = undefined;
  }

  /**
   * Show a layer with its legend, and no other; return how many reports there are to see, where that is known.
   * @param {PageLayer} layer
   * @param {ViewState} state
   * @param {URLSearchParams} query
   * @param {AbortSignal} signal
   * @param {boolean} steady keep the scale of colours
   * @returns {Promise<number | undefined>}
   */
  async show(layer, state, query, signal, steady) {
    this.hideOthers(layer.drawing);
    if (layer.drawing === "marks") {
      showMarks(this.map, layer, query);
      markLegend(layer);
      return undefined;
    }
    if (layer.drawing === "heat") {
      const heat = this.heatOf(element("map").dataset.bounds);
      if (!heat) return undefined;
      const legend = await heat.show(query, signal, steady);
      heatLegend(legend);
      return legend.count;
    }
    if (layer.drawing === "values") {
      valueLegend(await showValues(this.map, layer, state.subject, query, signal));
      return undefined;
    }
    const legend = await showAreas(this.map, layer.name, state.measure, query, signal);
    areaLegend(legend, layer.name, state.measure, this.note(state));
    return legend.count;
  }

  /**
   * The heat of the district; one without bounds has none.
   * @param {string | undefined} bounds
   */
  heatOf(bounds) {
    if (!bounds) return undefined;
    this.heat ??= new Heat(this.map, this.outlines, JSON.parse(bounds));
    return this.heat;
  }

  /** @param {string} drawing the one that stays */
  hideOthers(drawing) {
    if (drawing !== "heat") this.heat?.hide();
    if (!["areas", "values"].includes(drawing)) hideAreas(this.map);
    if (drawing !== "marks") hideMarks(this.map);
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
