"""Addresses of statistics."""

from django.urls import path

from planning import api, views
from planning.compare.api import SideBySide
from planning.fairness.api import FairShares
from planning.groups.api import WhoSpeaks
from planning.heard.api import WhoIsHeard
from planning.indicators import api as indicators
from planning.patterns.api import WhereReportsGather
from planning.report import views as report
from planning.siting.api import WhereToSite
from planning.times.api import Waiting
from planning.workload.api import WorkloadView

app_name = "planning"
urlpatterns = [
    path("", views.neighbourhood_list, name="neighbourhoods"),
    path("report.<str:suffix>", report.district, name="district-report"),
    path("<slug:slug>/", views.neighbourhood_detail, name="neighbourhood"),
    path("<slug:slug>/report.<str:suffix>", report.neighbourhood, name="report"),
]
api_urlpatterns = [
    path("statistics/indicators/", indicators.IndicatorCollection.as_view(), name="indicators"),
    path(
        "statistics/indicators/<slug:slug>/", indicators.IndicatorDetail.as_view(), name="indicator"
    ),
    path("statistics/fairness/", FairShares.as_view(), name="fairness"),
    path("statistics/compare/", SideBySide.as_view(), name="compare"),
    path("statistics/siting/", WhereToSite.as_view(), name="siting"),
    path("statistics/waiting/", Waiting.as_view(), name="waiting"),
    path("statistics/workload/", WorkloadView.as_view(), name="workload"),
    path("statistics/groups/", WhoSpeaks.as_view(), name="groups"),
    path("statistics/heard/", WhoIsHeard.as_view(), name="heard"),
    path("statistics/hotspots/", WhereReportsGather.as_view(), name="hotspots"),
    path("neighbourhoods/statistics/", api.NeighbourhoodStatistics.as_view(), name="statistics"),
]
