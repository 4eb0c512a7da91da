"""Figures that come in as a file: looked over first, then taken in as a whole or not at all."""
