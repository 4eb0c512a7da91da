"""Addresses of the register's desk."""

from django.urls import path

from places.desk import views

app_name = "places-desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("photos/<uuid:id>.jpg", views.photo, name="photo"),
    path("photos/<uuid:id>-small.jpg", views.photo, {"small": True}, name="small-photo"),
    path("<int:number>/", views.place, name="place"),
    path("<int:number>/<slug:action>/", views.act, name="act"),
]
