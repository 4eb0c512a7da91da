"""Addresses of issues: pages and API."""

from django.urls import path

from issues import api, views
from issues.support import api as support_api
from issues.support import views as support_views

app_name = "issues"
urlpatterns = [
    path("", views.issue_list, name="list"),
    path("new/", views.report_by_list, name="new"),
    path("sent/<uuid:id>/", views.sent, name="sent"),
    path("<int:number>/", views.detail, name="detail"),
    path("<int:number>/support/", support_views.support, name="support"),
]
api_urlpatterns = [
    path("issues/", api.IssueCollection.as_view(), name="issues"),
    path("issues/nearby/", support_api.NearbyIssues.as_view(), name="nearby"),
    path("issues/<int:number>/", api.IssueDetail.as_view(), name="issue"),
    path("issues/<int:number>/support/", support_api.IssueSupport.as_view(), name="issue-support"),
    path("categories/", api.CategoryCollection.as_view(), name="categories"),
]
