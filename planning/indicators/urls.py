"""Addresses of indicators."""

from django.urls import path

from planning.indicators import views
from planning.upload.views import upload

app_name = "indicators"
urlpatterns = [
    path("", views.indicator_list, name="list"),
    path("upload/", upload, name="upload"),
    path("<slug:slug>/", views.indicator_detail, name="detail"),
]
