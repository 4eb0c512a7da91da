"""Addresses of the OGC API."""

from django.urls import path

from maps.ogc import views

app_name = "ogc"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("api", views.api, name="api"),
    path("conformance", views.conformance, name="conformance"),
    path("collections", views.collections, name="collections"),
    path("collections/<slug:name>", views.collection, name="collection"),
    path("collections/<slug:name>/queryables", views.queryables, name="queryables"),
    path("collections/<slug:name>/items", views.items, name="items"),
    path("collections/<slug:name>/items/<path:key>", views.item, name="item"),
    path("collections/<slug:name>/tiles", views.tilesets, name="tilesets"),
    path("collections/<slug:name>/tiles/<slug:grid>", views.tileset, name="tileset"),
    path(
        "collections/<slug:name>/tiles/<slug:grid>/<str:z>/<str:row>/<str:col>",
        views.tile,
        name="tile",
    ),
    path("tileMatrixSets", views.grids, name="grids"),
    path("tileMatrixSets/<slug:grid>", views.grid, name="grid"),
]
