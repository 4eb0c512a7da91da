"""Addresses of statistics."""

from django.urls import path

from planning import api, views

app_name = "planning"
urlpatterns = [
    path("", views.neighbourhood_list, name="neighbourhoods"),
    path("<slug:slug>/", views.neighbourhood_detail, name="neighbourhood"),
]
api_urlpatterns = [
    path("neighbourhoods/statistics/", api.NeighbourhoodStatistics.as_view(), name="statistics"),
]
