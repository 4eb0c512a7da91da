"""Boundary sets with lifetimes, mahalle and their figures."""

from django.apps import AppConfig


class NeighbourhoodsConfig(AppConfig):
    """The neighbourhoods app."""

    name = "neighbourhoods"
