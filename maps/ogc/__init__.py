"""OGC API – Features and Tiles: every layer as a collection, for programs of others."""
