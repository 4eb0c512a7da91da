"""Addresses of fairness."""

from django.urls import path

from planning.fairness import views

app_name = "fairness"
urlpatterns = [
    path("", views.fairness, name="fairness"),
    path("keep/", views.keep, name="keep"),
    path("scenarios/", views.scenarios, name="scenarios"),
    path("scenarios/<uuid:id>/", views.scenario, name="scenario"),
]
