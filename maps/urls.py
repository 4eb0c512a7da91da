"""Addresses of the map."""

from django.urls import path

from maps import views

app_name = "maps"
urlpatterns = [
    path("", views.home, name="home"),
    path("maps/neighbourhoods.geojson", views.neighbourhoods_geojson, name="neighbourhoods"),
    path("maps/pins.geojson", views.pins_geojson, name="pins"),
    path("maps/heatmap/", views.heatmap, name="heatmap"),
]
