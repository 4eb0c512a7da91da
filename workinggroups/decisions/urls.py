"""Addresses of decisions."""

from django.urls import path

from workinggroups.decisions import views
from workinggroups.promises import views as promises

app_name = "decisions"
urlpatterns = [
    path("", views.decisions, name="list"),
    path("<uuid:id>/", views.decision, name="decision"),
    path("<uuid:id>/vote/", views.vote, name="vote"),
    path("<uuid:id>/close/", views.close, name="close"),
    path("<uuid:id>/promise/", promises.promise, name="promise"),
]
