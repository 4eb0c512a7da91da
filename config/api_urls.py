"""The API, version 1."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from issues.urls import api_urlpatterns as issues_api
from neighbourhoods.urls import api_urlpatterns as neighbourhoods_api
from planning.urls import api_urlpatterns as planning_api

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    *issues_api,
    *planning_api,
    *neighbourhoods_api,
]
