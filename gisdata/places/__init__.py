"""Reading of places: files and OpenStreetMap become features, each mended or refused in a sentence."""
