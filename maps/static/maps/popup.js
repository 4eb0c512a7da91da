/** What a click on something of the map tells: a report, a cluster, an area. */
import * as maplibregl from "maplibre-gl";

import { AREAS } from "./areas.js";
import { MARKS } from "./marks.js";
import { cellBounds } from "./cells.js";
import { filled, readable } from "./page.js";
import { CLUSTERS, PINS, coordinates } from "./pins.js";
import { missing, over, taken } from "./room.js";
import { filterQuery, layerOf } from "./state.js";

/** @import { Map as WebMap, MapGeoJSONFeature, LngLatLike } from "maplibre-gl" */
/** @import { PageData } from "./page.js" */
/** @import { Told } from "./values.js" */
/** @import { Panel } from "./panel.js" */

const DEEPEST = 18;
const LISTED = 20;

export class Popup {
  /**
   * @param {WebMap} map
   * @param {PageData} page
   * @param {Panel} panel
   */
  constructor(map, page, panel) {
    this.map = map;
    this.panel = panel;
    this.few = page.too_few;
    this.names = page.words;
    this.layers = page.layers;
    this.categories = new Map(page.categories.map(({ slug, name }) => [slug, name]));
    map.on("mousemove", ({ point }) => {
      map.getCanvas().style.cursor = this.found(point).length ? "pointer" : "";
    });
  }

  /** @param {maplibregl.PointLike} point */
  found(point) {
    const layers = [PINS, CLUSTERS, MARKS, AREAS, "areas-hatch", "marks-area"].filter((id) =>
      this.map.getLayer(id),
    );
    return this.map.queryRenderedFeatures(point, { layers });
  }

  /**
   * @param {maplibregl.PointLike} point
   * @param {LngLatLike} place
   */
  openAt(point, place) {
    if (document.body.matches(".reporting, .drawing")) return; // a click means a place
    const features = this.found(point);
    const [first] = features;
    if (!first) return;
    if (first.layer.id === CLUSTERS) this.openCluster(first);
    else if (first.layer.id === PINS) this.openPins(features.filter((f) => f.layer.id === PINS));
    else if (first.source === MARKS) this.openMark(first, place);
    else this.openArea(first, place);
  }

  /**
   * Tell of the reports on one spot.
   * @param {MapGeoJSONFeature[]} pins
   */
  openPins(pins) {
    const byNumber = new Map(pins.map((pin) => [pin.id, pin]));
    const lines = [...byNumber.values()].map(({ id, properties }) =>
      this.line(Number(id), properties.category, properties.status),
    );
    this.open(coordinates(pins[0]), lines);
  }

  /**
   * Go to where a cluster comes apart; where it never does, list what is in it.
   * @param {MapGeoJSONFeature} cluster
   */
  async openCluster(cluster) {
    const place = coordinates(cluster);
    const zoom = Math.floor(this.map.getZoom());
    if (zoom < DEEPEST) {
      this.map.easeTo({ center: place, zoom: Math.min(zoom + 2, DEEPEST) });
      return;
    }
    const query = filterQuery(this.panel.state.filters);
    query.set("bbox", cellBounds(place, DEEPEST).join(","));
    query.set("page_size", String(LISTED));
    const answer = await fetch(`/api/v1/issues/?${query}`).catch(() => undefined);
    if (!answer?.ok) {
      this.open(place, [paragraph(gettext("The reports could not be loaded. Please try again."))]);
      return;
    }
    /** @type {{ count: number, more: boolean, features: { properties: any }[] }} */
    const { count, more, features } = await answer.json();
    const lines = features.map(({ properties }) =>
      this.line(properties.number, properties.category, properties.status),
    );
    if (count > lines.length) {
      const rest = more ? gettext("and more than %(count)s more") : gettext("and %(count)s more");
      lines.push(paragraph(filled(rest, { count: readable(count - lines.length) })));
    }
    this.open(place, lines);
  }

  /**
   * Tell everything that a mark knows, by the titles of its layer's fields; one that has a page leads there.
   * @param {MapGeoJSONFeature} mark
   * @param {LngLatLike} place
   */
  openMark({ properties, sourceLayer }, place) {
    const layer = layerOf(sourceLayer ?? null, this.layers);
    if (layer.drawing !== "marks") return;
    const { fields, page } = layer;
    const shown = page ? ["number", "name"] : [];
    const known = Object.entries(fields).filter(
      ([name]) => name in properties && !shown.includes(name),
    );
    const lines = known.map(([name, { title, kind }]) =>
      paragraph(`${title}: ${this.words(name, kind, properties[name])}`),
    );
    if (page) lines.unshift(heading(page.replace("{number}", properties.number), properties.name));
    this.open(place, lines);
  }

  /**
   * What a field holds, as people say it.
   * @param {string} name
   * @param {string} kind
   * @param {string | number | boolean} value
   */
  words(name, kind, value) {
    if (kind === "moment") return moment(String(value));
    if (name === "category") return this.categories.get(String(value)) ?? String(value);
    return this.names[name]?.[String(value)] ?? String(value);
  }

  /**
   * @param {MapGeoJSONFeature} area
   * @param {LngLatLike} place
   */
  openArea({ properties }, place) {
    if (properties.title) {
      this.open(place, this.told(/** @type {Told} */ (properties)));
      return;
    }
    const lines = [
      properties.slug && link(`/neighbourhoods/${properties.slug}/`, properties.name),
      paragraph(
        filled(ngettext("%(count)s report", "%(count)s reports", properties.count), {
          count: readable(properties.count),
        }),
      ),
      ...this.rates(properties),
      number(gettext("%(number)s in the period before"), properties.before),
    ];
    this.open(
      place,
      lines.filter((line) => line instanceof HTMLElement),
    );
  }

  /**
   * What is told of a mahalle's value.
   * @param {Told} told
   */
  told(told) {
    const { name, slug, title, value, value_unit: valueUnit, amount, change, unit } = told;
    const digits = (value ?? 0) < 10 ? 2 : 1;
    const shown = has(value) ? `${readable(value, digits)} ${valueUnit}` : gettext("not known");
    const lines = [link(`/neighbourhoods/${slug}/`, name), paragraph(`${title}: ${shown}`)];
    if (has(amount)) {
      const whole = gettext("%(amount)s %(unit)s in all");
      lines.push(paragraph(filled(whole, { amount: readable(amount), unit })));
    }
    if (has(change)) {
      const sign = change > 0 ? "+" : "";
      const against = gettext("%(change)s %(unit)s against today");
      lines.push(paragraph(filled(against, { change: `${sign}${readable(change)}`, unit })));
    }
    return lines;
  }

  /**
   * What a count means for an area, unless it rests on too few reports.
   * @param {Record<string, number | null | undefined>} figures
   */
  rates({ count, before, per_km2: perKm2, per_1000: per1000 }) {
    if (Math.max(count ?? 0, before ?? 0) < this.few) {
      return [paragraph(gettext("too few reports for a rate"))];
    }
    return [
      number(gettext("%(number)s per km²"), perKm2),
      number(gettext("%(number)s per 1,000 residents"), per1000),
    ];
  }

  /**
   * Open where nothing lies over it; the map moves by what is missing.
   * @param {LngLatLike} place
   * @param {HTMLElement[]} lines
   */
  open(place, lines) {
    const box = document.createElement("div");
    box.append(...lines);
    const whole = this.map.getContainer().getBoundingClientRect();
    const padding = taken(whole, over());
    const popup = new maplibregl.Popup({ maxWidth: "min(18rem, 75vw)", padding });
    const opener = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.target;
    popup.setLngLat(place).setDOMContent(box).addTo(this.map);
    popup.getElement().addEventListener("keydown", ({ key }) => key === "Escape" && popup.remove());
    popup.on("close", () => this.focusAgain(opener));
    const [x, y] = missing(popup.getElement().getBoundingClientRect(), whole, padding);
    if (x || y) this.map.panBy([-x, -y]);
  }

  /**
   * Give the focus back to the button that was pressed; it may have been made anew since.
   * @param {string | undefined} name
   */
  focusAgain(name = "") {
    const button = document.querySelector(`[data-target="${CSS.escape(name)}"]`);
    (button instanceof HTMLElement ? button : this.map.getCanvas()).focus();
  }

  /**
   * @param {number} id
   * @param {string} category
   * @param {string} status
   */
  line(id, category, status) {
    const line = document.createElement("p");
    const state = Object.assign(document.createElement("span"), {
      className: `status status-${status}`,
      textContent: this.names.status[status] ?? status,
    });
    const text = `${this.categories.get(category) ?? category} #${id}`;
    line.append(link(`/issues/${id}/`, text), " ", state);
    return line;
  }
}

/**
 * @param {string} href
 * @param {string} textContent
 */
function link(href, textContent) {
  return Object.assign(document.createElement("a"), { href, textContent });
}

/**
 * @param {string} href
 * @param {string} text
 */
function heading(href, text) {
  const line = document.createElement("p");
  line.append(link(href, text));
  return line;
}

/** A moment by the reader's clock. @param {string} text like 2026-01-31 12:30:00+00, as tiles have it */
function moment(text) {
  const iso = text.replace(" ", "T").replace(/[+-]\d\d$/, "$&:00"); // not every browser reads the other
  const how = /** @type {const} */ ({ dateStyle: "medium", timeStyle: "short" });
  return new Date(iso).toLocaleString(document.documentElement.lang, how);
}

/** @param {string} textContent */
function paragraph(textContent) {
  return Object.assign(document.createElement("p"), { textContent });
}

/**
 * @param {string} text
 * @param {number | null | undefined} value
 */
function number(text, value) {
  if (!has(value)) return undefined;
  return paragraph(filled(text, { number: readable(value, 1) }));
}

/**
 * Whether something is known; what an area does not know is null, or left out by the map.
 * @param {number | null | undefined} value
 * @returns {value is number}
 */
function has(value) {
  return value !== null && value !== undefined;
}
