"""Addresses of "my data"."""

from django.urls import path

from issues.mine import views

app_name = "mine"
urlpatterns = [
    path("", views.data, name="data"),
    path("ortak-harita.zip", views.download, name="download"),
    path("photos/<uuid:id>.jpg", views.photo, name="photo"),
    path("erase/", views.erase, name="erase"),
    path("reports/<int:number>/erase/", views.erase_report, name="erase-report"),
    path("reports/<uuid:id>/", views.claim, name="claim"),
]
