"""Addresses of mahalle. Their pages hold statistics and so stand in planning."""

from django.urls import path

from neighbourhoods import api
from neighbourhoods.names.api import Search

api_urlpatterns = [
    path("neighbourhoods/", api.NeighbourhoodCollection.as_view(), name="neighbourhoods"),
    path("search/", Search.as_view(), name="search"),
]
