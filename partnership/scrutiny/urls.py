"""Addresses of scrutiny: questions, meetings, recommendations."""

from django.urls import path

from .views import corrections, meetings, questions, recommendations

QUESTION, MEETING = "scrutiny/questions/<uuid:uuid>/", "scrutiny/meetings/<uuid:uuid>/"
CORRECTION = "scrutiny/corrections/<uuid:uuid>/"
RECOMMENDATION = "scrutiny/recommendations/<uuid:uuid>/"

urlpatterns = [
    path("scrutiny/questions/", questions.question_list, name="question_list"),
    path("scrutiny/questions/new/", questions.question_ask, name="question_ask"),
    path(QUESTION, questions.question_detail, name="question_detail"),
    path(f"{QUESTION}answer/", questions.question_answer, name="question_answer"),
    path(f"{QUESTION}send-back/", questions.question_send_back, name="question_send_back"),
    path(f"{QUESTION}approve/", questions.question_approve, name="question_approve"),
    path(f"{QUESTION}publish/", questions.question_publish, name="question_publish"),
    path(f"{QUESTION}withdraw/", questions.question_withdraw, name="question_withdraw"),
    path(f"{QUESTION}correct/", corrections.question_correct, name="question_correct"),
    path(f"{QUESTION}retract/", corrections.question_retract, name="question_retract"),
    path(f"{CORRECTION}publish/", corrections.correction_publish, name="correction_publish"),
    path(f"{CORRECTION}refuse/", corrections.correction_refuse, name="correction_refuse"),
    path("scrutiny/meetings/", meetings.meeting_list, name="meeting_list"),
    path("scrutiny/meetings/new/<slug:slug>/", meetings.meeting_record, name="meeting_record"),
    path(MEETING, meetings.meeting_detail, name="meeting_detail"),
    path(f"{MEETING}correct/", meetings.meeting_correct, name="meeting_correct"),
    path(f"{MEETING}withdraw/", meetings.meeting_withdraw, name="meeting_withdraw"),
    path(f"{MEETING}recommend/", recommendations.recommendation_make, name="recommendation_make"),
    path("scrutiny/recommendations/", recommendations.recommendation_list, name="recommendation_list"),
    path(RECOMMENDATION, recommendations.recommendation_detail, name="recommendation_detail"),
    path(
        f"{RECOMMENDATION}answer/", recommendations.recommendation_answer_it, name="recommendation_answer_it"
    ),
    path(
        f"{RECOMMENDATION}follow-up/",
        recommendations.recommendation_follow_up,
        name="recommendation_follow_up",
    ),
    path(
        f"{RECOMMENDATION}withdraw/",
        recommendations.recommendation_withdraw,
        name="recommendation_withdraw",
    ),
    path(f"{RECOMMENDATION}close/", recommendations.recommendation_close, name="recommendation_close"),
]
