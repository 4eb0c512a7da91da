"""Addresses of places."""

from django.urls import path

from places import api, views

app_name = "places"
urlpatterns = [
    path("", views.place_list, name="list"),
    path("<int:number>/", views.place_detail, name="detail"),
]
api_urlpatterns = [
    path("search/", api.RegisterSearch.as_view(), name="search"),
]
