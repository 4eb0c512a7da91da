"""Two areas, or two periods, side by side."""
