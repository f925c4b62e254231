"""Addresses of referrals."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", include("referrals.enquiries.urls")),
    path("referrals/", views.referral_list, name="referral_list"),
    path("referrals/list.csv", views.referral_list_download, name="referral_list_download"),
    path("referrals/give/", views.referral_give, name="referral_give"),
    path("people/<uuid:uuid>/refer/", views.referral_start, name="referral_start"),
    path("referrals/<uuid:uuid>/draft/", views.referral_tasks, name="referral_tasks"),
    path("referrals/<uuid:uuid>/draft/check/", views.referral_check, name="referral_check"),
    path("referrals/<uuid:uuid>/draft/<slug:section>/", views.referral_section, name="referral_section"),
    path(
        "referrals/<uuid:uuid>/draft/<slug:section>/save/",
        views.referral_section_save,
        name="referral_section_save",
    ),
    path("referrals/<uuid:uuid>/submit/", views.referral_submit, name="referral_submit"),
    path("referrals/<uuid:uuid>/submitted/", views.referral_submitted, name="referral_submitted"),
    path("referrals/<uuid:uuid>/discard/", views.referral_discard, name="referral_discard"),
    path("referrals/<uuid:uuid>/", views.referral_detail, name="referral_detail"),
    path("referrals/<uuid:uuid>/summary/", views.referral_summary, name="referral_summary"),
    path("referrals/<uuid:uuid>/amend/", views.referral_amend, name="referral_amend"),
    path(
        "referrals/<uuid:uuid>/amend/<slug:section>/", views.referral_amend_part, name="referral_amend_part"
    ),
    path("referrals/<uuid:uuid>/fhir/", views.referral_fhir, name="referral_fhir"),
    path("referrals/<uuid:uuid>/take/", views.referral_take, name="referral_take"),
    path("referrals/<uuid:uuid>/hand-back/", views.referral_hand_back, name="referral_hand_back"),
    path("referrals/<uuid:uuid>/accept/", views.referral_accept, name="referral_accept"),
    path("referrals/<uuid:uuid>/decline/", views.referral_decline, name="referral_decline"),
    path("referrals/<uuid:uuid>/induction/", views.induction_record, name="induction_record"),
    path("people/<uuid:uuid>/hubs/<slug:slug>/induction/", views.induction_at_hub, name="induction_at_hub"),
    path("referrals/<uuid:uuid>/gate/", views.referral_gate, name="referral_gate"),
    path("referrals/<uuid:uuid>/gate/meeting/", views.gate_meeting_record, name="gate_meeting_record"),
    path(
        "referrals/<uuid:uuid>/gate/meeting/<int:pk>/",
        views.gate_meeting_correct,
        name="gate_meeting_correct",
    ),
    path("referrals/<uuid:uuid>/gate/appointment/", views.gate_appointment, name="gate_appointment"),
    path("referrals/<uuid:uuid>/gate/treatment/", views.gate_treatment, name="gate_treatment"),
    path("referrals/<uuid:uuid>/gate/contact/", views.gate_contact_record, name="gate_contact_record"),
    path(
        "referrals/<uuid:uuid>/gate/contact/<int:pk>/",
        views.gate_contact_correct,
        name="gate_contact_correct",
    ),
    path("referrals/<uuid:uuid>/gate/items/<slug:item>/", views.gate_item, name="gate_item"),
    *(
        path(f"referrals/<uuid:uuid>/{name.replace('_', '-')}/", view, name=f"referral_{name}")
        for name, view in views.VIEWS.items()
    ),
    path("transfers/<uuid:uuid>/", views.transfer_detail, name="transfer_detail"),
    path("transfers/<uuid:uuid>/agree/", views.transfer_agree, name="transfer_agree"),
    path("transfers/<uuid:uuid>/refuse/", views.transfer_refuse, name="transfer_refuse"),
    path("transfers/<uuid:uuid>/cancel/", views.transfer_cancel, name="transfer_cancel"),
]
