/** The panel of layers and filters, and the state it stands for. */
import { element, field } from "./page.js";
import { FILTERS, filterQuery, layerOf, readState, writeState } from "./state.js";

/** @import { PageLayer } from "./page.js" */
/** @import { ViewState, Measure } from "./state.js" */

export class Panel {
  /**
   * @param {PageLayer[]} layers
   * @param {(state: ViewState) => void} onChange called with the state after every change
   */
  constructor(layers, onChange) {
    this.layers = layers;
    this.onChange = onChange;
    this.form = /** @type {HTMLFormElement} */ (element("view-form"));
    this.state = readState(location.search, this.layers);
    this.fill();
    this.form.addEventListener("change", () => {
      const state = this.read();
      if (datesAreWhole(state.filters)) this.change(state);
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    element("view-clear").addEventListener("click", () => this.change(readState("", this.layers)));
    element("map-clear").addEventListener("click", () => {
      this.change({ ...this.state, filters: readState("", this.layers).filters });
      element("panel-button").focus();
    });
    element("panel-button").addEventListener("click", () => this.toggle());
    element("panel-close").addEventListener("click", () => this.toggle());
    element("view-keep").addEventListener("click", ({ currentTarget }) => {
      const link = /** @type {HTMLAnchorElement} */ (currentTarget);
      link.search = `${location.search || "?"}&at=${location.hash.slice(1)}`;
    });
    element("panel").addEventListener("keydown", ({ key }) => key === "Escape" && this.toggle());
    addEventListener("popstate", () => this.change(readState(location.search, this.layers)));
  }

  /**
   * Take a state that the reader chose here, and tell of it.
   * @param {ViewState} state
   */
  change(state) {
    this.take(state);
    this.onChange(state);
  }

  /**
   * Take a state into the form and the address bar.
   * @param {ViewState} state
   */
  take(state) {
    this.state = state;
    this.fill();
    const query = writeState(state, this.layers);
    const address = `${location.pathname}${query && `?${query}`}${location.hash}`;
    history.replaceState(history.state, "", address);
  }

  /** @returns {ViewState} */
  read() {
    const given = new FormData(this.form);
    const text = (/** @type {string} */ name) => String(given.get(name) ?? "");
    const filters = /** @type {ViewState["filters"]} */ (
      Object.fromEntries(FILTERS.map((name) => [name, text(name)]))
    );
    const layer = text("layer");
    return {
      layer,
      subject: layer === this.state.layer ? text("subject") : "",
      measure: /** @type {Measure} */ (text("measure") || this.state.measure),
      filters,
    };
  }

  fill() {
    const { layer, measure, filters } = this.state;
    field(`layer-${layer}`).checked = true;
    field("view-measure").value = measure;
    const { drawing, subject } = layerOf(layer, this.layers);
    element("view-measure-field").hidden = drawing !== "areas";
    element("view-subject-field").hidden = !subject;
    for (const name of FILTERS) field(`view-${name}`).value = filters[name];
    this.fillLinks();
  }

  /** The list and the downloads are under the same filters. */
  fillLinks() {
    const query = filterQuery(this.state.filters).toString();
    const active = FILTERS.filter((name) => this.state.filters[name]).length;
    element("panel-count").textContent = active ? String(active) : "";
    for (const link of document.querySelectorAll("a[data-filtered]")) {
      const { filtered = "" } = /** @type {HTMLElement} */ (link).dataset;
      link.setAttribute("href", query ? `${filtered}?${query}` : filtered);
    }
  }

  toggle() {
    const panel = element("panel");
    panel.hidden = !panel.hidden;
    element("panel-button").setAttribute("aria-expanded", String(!panel.hidden));
    (panel.hidden ? element("panel-button") : field(`layer-${this.state.layer}`)).focus();
  }
}

/**
 * Whether no date is still being typed: its year begins with zeros until then.
 * @param {ViewState["filters"]} filters
 */
function datesAreWhole({ from, to }) {
  return [from, to].every((day) => !day || day > "1900");
}
