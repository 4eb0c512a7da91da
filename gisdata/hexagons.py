"""The grid of hexagons that reports are counted in: of equal area, in EPSG:5254; see sql/hexagons.sql."""

EDGE = 250
"""Metres of a hexagon's edge; its area is 0.162 km²."""
