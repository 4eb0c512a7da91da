/** A base map of somebody else's: pictures, or a PMTiles archive of pictures or of vector tiles. */
import { vector } from "./basemap.js";
import { BASEMAP as ID } from "./map.js";

/**
 * @import { LayerSpecification, SourceSpecification } from "maplibre-gl"
 * @import { Basemap } from "./basemap.js"
 */

/**
 * The base map that the settings name.
 * @param {string} address of a PMTiles archive, or a template of pictures
 * @returns {Promise<Basemap>}
 */
export async function fromOutside(address) {
  const source = address.endsWith(".pmtiles") ? await archived(address) : pictures(address);
  if (source.type === "vector") return vector(source);
  return { source, layers: () => [picture()], names: () => [], label: async () => {} };
}

/**
 * @param {string} address
 * @returns {SourceSpecification}
 */
function pictures(address) {
  return { type: "raster", tiles: [address], tileSize: 256, maxzoom: 19 };
}

/**
 * @param {string} url
 * @returns {Promise<SourceSpecification>}
 */
async function archived(url) {
  const [{ addProtocol }, { PMTiles, Protocol, TileType }] = await Promise.all([
    import("maplibre-gl"),
    import("pmtiles"),
  ]);
  const archive = new PMTiles(url);
  const protocol = new Protocol();
  protocol.add(archive);
  addProtocol("pmtiles", protocol.tile);
  const { tileType } = await archive.getHeader();
  return { type: tileType === TileType.Mvt ? "vector" : "raster", url: `pmtiles://${url}` };
}

/** @returns {LayerSpecification} */
function picture() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return {
    id: ID,
    type: "raster",
    source: ID,
    paint: { "raster-saturation": -0.4, "raster-brightness-max": dark ? 0.45 : 1 },
  };
}
