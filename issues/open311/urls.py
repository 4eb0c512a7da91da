"""Addresses of Open311."""

from django.urls import path

from issues.open311 import views

app_name = "open311"
urlpatterns = [
    path("discovery.<str:suffix>", views.discovery, name="discovery"),
    path("services.<str:suffix>", views.services, name="services"),
    path("services/<slug:code>.<str:suffix>", views.service_definition, name="service"),
    path("requests.<str:suffix>", views.requests, name="requests"),
    path("requests/<int:number>.<str:suffix>", views.request, name="request"),
    path("tokens/<path:token>.<str:suffix>", views.token, name="token"),
    path("servicerequestupdates.<str:suffix>", views.updates, name="updates"),
]
