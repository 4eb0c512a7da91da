"""Addresses of issues: pages and API."""

from django.urls import path

from issues import api, views

app_name = "issues"
urlpatterns = [
    path("", views.issue_list, name="list"),
    path("new/", views.report_by_list, name="new"),
    path("sent/<uuid:id>/", views.sent, name="sent"),
    path("<int:number>/", views.detail, name="detail"),
    path("<int:number>/flag/", views.flag, name="flag"),
]
api_urlpatterns = [
    path("issues/", api.IssueCollection.as_view(), name="issues"),
    path("issues/<int:number>/", api.IssueDetail.as_view(), name="issue"),
    path("categories/", api.CategoryCollection.as_view(), name="categories"),
]
