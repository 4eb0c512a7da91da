"""Addresses of the desk."""

from django.urls import path

from issues.desk import views
from issues.desk.comments import views as comment_views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("steps/<int:step>/undo/", views.undo, name="undo"),
    path("comments/", comment_views.queue, name="comments"),
    path("comments/<int:id>/<slug:action>/", comment_views.act, name="act-on-comment"),
    path("photos/<uuid:id>.jpg", views.photo, name="photo"),
    path("photos/<uuid:id>-small.jpg", views.photo, {"small": True}, name="small-photo"),
    path("<int:number>/", views.report, name="report"),
    path("<int:number>/<slug:action>/", views.act, name="act"),
]
