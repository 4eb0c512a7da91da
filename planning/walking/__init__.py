"""How far residents walk to something, along the streets of the base map."""

from planning.walking.ways import Way, ways_to

__all__ = ["Way", "ways_to"]
