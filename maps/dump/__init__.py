"""The nightly dump of the open data: every layer as GeoPackage and GeoParquet, with checksums."""
