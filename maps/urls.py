"""Addresses of the map."""

from django.urls import path

from maps import api, views
from maps.exports import api as exports_api
from maps.exports import views as exports

app_name = "maps"
urlpatterns = [
    path("", views.home, name="home"),
    path("tiles/<slug:name>.json", api.TileJson.as_view(), name="tilejson"),
    path("tiles/<slug:name>/<str:z>/<str:x>/<str:y>.mvt", api.Tile.as_view(), name="tile"),
    path("layers/<slug:name>.geojson", api.LayerGeoJson.as_view(), name="geojson"),
    path("maps/heatmap/", views.heatmap, name="heatmap"),
    path("maps/export/", exports.page, name="export"),
    path("maps/export/estimate/", exports_api.ExportEstimate.as_view(), name="export-estimate"),
    path("maps/export/heatmap.<str:suffix>", exports.heatmap, name="export-heatmap"),
    path("maps/export/<slug:name>.columns.csv", exports.dictionary, name="export-columns"),
    path("maps/export/<slug:name>.<str:suffix>", exports.data, name="export-data"),
]
