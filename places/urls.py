"""Addresses of places."""

from django.urls import path
from django.views.decorators.http import require_safe

from places import views
from places.feeds import PlaceFeed
from places.own import views as own
from places.sheets import views as sheets

app_name = "places"
urlpatterns = [
    path("", views.place_list, name="list"),
    path("register.geojson", views.register_points, name="geojson"),
    path("nominations/", views.nominations, name="nominations"),
    path("new/", views.nominate, name="new"),
    path("own/<uuid:id>/", own.own, name="own"),
    path("own/<uuid:id>/take-back/", own.take_nomination_back, name="take-nomination-back"),
    path("seen/<uuid:id>/", own.seen, name="seen"),
    path("seen/<uuid:id>/take-back/", own.take_condition_back, name="take-condition-back"),
    path("photos/<uuid:id>.jpg", views.photo, name="photo"),
    path("photos/<uuid:id>-small.jpg", views.photo, {"small": True}, name="small-photo"),
    path("<int:number>/", views.place_detail, name="detail"),
    path("<int:number>/feed.atom", require_safe(PlaceFeed()), name="feed"),
    path("<int:number>/sheet.pdf", sheets.place_sheet, name="sheet"),
    path("sheets/<slug:slug>.pdf", sheets.neighbourhood_sheet, name="neighbourhood-sheet"),
    path("<int:number>/condition/", views.condition, name="condition"),
    path("<int:number>/flag/", views.flag, name="flag"),
]
