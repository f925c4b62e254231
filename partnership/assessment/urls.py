"""Addresses of the strategic assessment. Its rows are public figures, and are named by their number."""

from django.urls import path

from . import views

urlpatterns = [
    path("assessment/figures/<int:number>/", views.assessment_correct, name="assessment_correct"),
    path("assessment/answers/<int:number>/", views.survey_correct, name="survey_correct"),
    path("assessment/<slug:slug>/", views.assessment_list, name="assessment_list"),
    path("assessment/<slug:slug>/enter/", views.assessment_enter, name="assessment_enter"),
    path("assessment/<slug:slug>/survey/", views.survey_list, name="survey_list"),
    path("assessment/<slug:slug>/survey/enter/", views.survey_enter, name="survey_enter"),
]
