"""Addresses of views that people keep."""

from django.urls import path

from maps.saved import views

app_name = "views"
urlpatterns = [
    path("", views.views, name="list"),
    path("new/", views.keep, name="new"),
    path("show/", views.show, name="show"),
    path("<uuid:id>/", views.view, name="view"),
    path("<uuid:id>/embed/", views.embed, name="embed"),
    path("<uuid:id>/forget/", views.forget, name="forget"),
]
