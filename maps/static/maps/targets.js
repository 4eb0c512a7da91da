/**
 * Clusters and pins for those who use no mouse: a button over each that can be seen, in reading order.
 * They take no clicks from the map below; the keyboard and screen readers find them.
 */
import { element, filled, readable } from "./page.js";
import { CLUSTERS, PINS, coordinates } from "./pins.js";

/** @import { Map as WebMap, MapGeoJSONFeature } from "maplibre-gl" */
/** @import { PageData } from "./page.js" */
/** @import { Popup } from "./popup.js" */

const MOST = 100;

export class Targets {
  /**
   * @param {WebMap} map
   * @param {PageData} page
   * @param {() => Promise<Popup>} popup
   */
  constructor(map, page, popup) {
    this.map = map;
    this.statuses = page.words.status;
    this.categories = new Map(page.categories.map(({ slug, name }) => [slug, name]));
    this.popup = popup;
    this.list = element("map-targets");
    map.on("idle", () => this.renew());
    map.on("movestart", () => this.list.classList.add("moving"));
  }

  renew() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.target;
    this.list.classList.remove("moving");
    this.list.replaceChildren(...this.visible().map((feature) => this.button(feature)));
    const again = [...this.list.querySelectorAll("button")];
    if (!focused) return;
    const same = again.find(({ dataset }) => dataset.target === focused);
    (same ?? again[0] ?? this.map.getCanvas()).focus();
  }

  /** The features on the screen, from the top down. */
  visible() {
    const layers = [CLUSTERS, PINS].filter((id) => this.map.getLayer(id));
    if (!layers.length) return [];
    const features = this.map.queryRenderedFeatures({ layers });
    const byPlace = new Map(features.map((feature) => [name(feature), feature]));
    return [...byPlace.values()]
      .sort((a, b) => coordinates(b)[1] - coordinates(a)[1])
      .slice(0, MOST);
  }

  /** @param {MapGeoJSONFeature} feature */
  button(feature) {
    const button = document.createElement("button");
    const { x, y } = this.map.project(coordinates(feature));
    button.type = "button";
    button.dataset.target = name(feature);
    button.style.translate = `${x}px ${y}px`;
    button.setAttribute("aria-label", this.label(feature));
    button.addEventListener("click", async () => {
      const popup = await this.popup();
      if (feature.layer.id === CLUSTERS) popup.openCluster(feature);
      else popup.openPins([feature]);
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  /** @param {MapGeoJSONFeature} feature */
  label({ id, properties }) {
    if (properties.count > 1) {
      return filled(gettext("%(count)s reports; open"), { count: readable(properties.count) });
    }
    const category = this.categories.get(properties.category) ?? properties.category;
    return `${category} #${id}, ${this.statuses[properties.status]}`;
  }
}

/** @param {MapGeoJSONFeature} feature */
function name(feature) {
  const [longitude, latitude] = coordinates(feature);
  return feature.id ? `pin ${feature.id}` : `${longitude.toFixed(5)} ${latitude.toFixed(5)}`;
}
