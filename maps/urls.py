"""Addresses of the map."""

from django.urls import path

from maps import api, views

app_name = "maps"
urlpatterns = [
    path("", views.home, name="home"),
    path("tiles/<slug:name>.json", api.TileJson.as_view(), name="tilejson"),
    path("tiles/<slug:name>/<str:z>/<str:x>/<str:y>.mvt", api.Tile.as_view(), name="tile"),
    path("layers/<slug:name>.geojson", api.LayerGeoJson.as_view(), name="geojson"),
    path("maps/heatmap/", views.heatmap, name="heatmap"),
]
