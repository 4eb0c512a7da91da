"""Where reports gather: hot spots on hexagons, their course over the months, and Moran's I."""
