"""Addresses of mahalle. Their pages hold statistics and so stand in planning; the search, in issues."""

from django.urls import path

from neighbourhoods import api

api_urlpatterns = [
    path("neighbourhoods/", api.NeighbourhoodCollection.as_view(), name="neighbourhoods"),
]
