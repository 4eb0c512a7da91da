"""Streets and places by their names: loaded from files, searched as people type them."""
