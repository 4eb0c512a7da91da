"""Addresses of the map."""

from django.urls import path

from maps import api, views
from maps.basemap import api as basemap
from maps.dump import views as dump
from maps.exports import api as exports_api
from maps.exports import views as exports
from maps.offline import views as offline

app_name = "maps"
urlpatterns = [
    path("", views.home, name="home"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("offline/", offline.offline, name="offline"),
    path("offline/map/", offline.map_shell, name="shell"),
    path("offline/neighbourhoods.geojson", offline.outlines, name="outlines"),
    path("tiles/basemap.json", basemap.BasemapTileJson.as_view(), name="basemap"),
    path(
        "tiles/basemap/<slug:key>/<str:z>/<str:x>/<str:y>.mvt",
        basemap.BasemapTile.as_view(),
        name="basemap-tile",
    ),
    path("tiles/<slug:name>.json", api.TileJson.as_view(), name="tilejson"),
    path("tiles/<slug:name>/<str:z>/<str:x>/<str:y>.mvt", api.Tile.as_view(), name="tile"),
    path("layers/<slug:name>.geojson", api.LayerGeoJson.as_view(), name="geojson"),
    path("maps/heatmap/", views.heatmap, name="heatmap"),
    path("maps/catalogue.jsonld", exports.open_data, name="catalogue"),
    path("maps/dump/", dump.page, name="dump"),
    path("maps/dump/SHA256SUMS", dump.checksums, name="dump-checksums"),
    path("maps/dump/<str:name>", dump.file, name="dump-file"),
    path("maps/export/", exports.page, name="export"),
    path("maps/export/estimate/", exports_api.ExportEstimate.as_view(), name="export-estimate"),
    path("maps/export/heatmap.<str:suffix>", exports.heatmap, name="export-heatmap"),
    path("maps/export/<slug:name>.columns.csv", exports.dictionary, name="export-columns"),
    path("maps/export/<slug:name>.<str:suffix>", exports.data, name="export-data"),
]
