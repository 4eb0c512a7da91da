/** What a click on a pin or a cluster does. */
import * as maplibregl from "maplibre-gl";

import { CLUSTERS, PINS } from "./map.js";

/** Open a pin's popup, or zoom to where a cluster comes apart. */
export function openOnClick(map, categories) {
  const names = new Map(categories.map(({ slug, name }) => [slug, name]));
  map.on("click", PINS, ({ features: [pin] }) => {
    new maplibregl.Popup({ maxWidth: "18rem" })
      .setLngLat(pin.geometry.coordinates)
      .setDOMContent(summary(pin.properties, names))
      .addTo(map);
  });
  map.on("click", CLUSTERS, async ({ features: [cluster] }) => {
    const source = map.getSource("pins");
    const zoom = await source.getClusterExpansionZoom(cluster.properties.cluster_id);
    map.easeTo({ center: cluster.geometry.coordinates, zoom });
  });
  for (const layer of [PINS, CLUSTERS]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
}

function summary({ number, category, status }, names) {
  const link = document.createElement("a");
  link.href = `/issues/${number}/`;
  link.textContent = `${names.get(category) ?? category} #${number}`;
  const state = document.createElement("p");
  state.textContent = statusName(status);
  const box = document.createElement("div");
  box.append(link, state);
  return box;
}

function statusName(status) {
  const names = {
    new: gettext("new"),
    acknowledged: gettext("acknowledged"),
    in_progress: gettext("in progress"),
    resolved: gettext("resolved"),
    declined: gettext("declined"),
  };
  return names[status] ?? status;
}
