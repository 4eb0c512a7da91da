"""Addresses of the desk."""

from django.urls import path

from issues.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("steps/<int:step>/undo/", views.undo, name="undo"),
    path("photos/<uuid:id>.jpg", views.photo, name="photo"),
    path("photos/<uuid:id>-small.jpg", views.photo, {"small": True}, name="small-photo"),
    path("<int:number>/", views.report, name="report"),
    path("<int:number>/<slug:action>/", views.act, name="act"),
]
