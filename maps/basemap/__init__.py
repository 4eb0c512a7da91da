"""The base map below all layers: our own vector tiles, or one from outside that the settings name."""
