"""How large a place may be: for those who read files and for those who draw."""

MOST_CORNERS = 10_000
"""Of a shape; the database holds it, too (places/sql/shares.sql)."""

LARGEST = 30_000_000
"""Square metres; a whole district of the city has about as many."""

LONGEST = 50_000
"""Metres of a line; no stream within a city is as long."""
