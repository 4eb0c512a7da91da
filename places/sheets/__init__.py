"""Inventory sheets to print: of a place, and of all places of a mahalle."""
