"""Addresses of places."""

from django.urls import path

from places import api, views
from places.sheets import views as sheets

app_name = "places"
urlpatterns = [
    path("", views.place_list, name="list"),
    path("register.geojson", views.register_points, name="geojson"),
    path("nominations/", views.nominations, name="nominations"),
    path("new/", views.nominate, name="new"),
    path("own/<uuid:id>/", views.own, name="own"),
    path("photos/<uuid:id>.jpg", views.photo, name="photo"),
    path("photos/<uuid:id>-small.jpg", views.photo, {"small": True}, name="small-photo"),
    path("<int:number>/", views.place_detail, name="detail"),
    path("<int:number>/sheet.pdf", sheets.place_sheet, name="sheet"),
    path("sheets/<slug:slug>.pdf", sheets.neighbourhood_sheet, name="neighbourhood-sheet"),
    path("<int:number>/condition/", views.condition, name="condition"),
]
api_urlpatterns = [
    path("search/", api.RegisterSearch.as_view(), name="search"),
]
