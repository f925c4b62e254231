"""Addresses of enquiries: the public form, and the hub's queue."""

from django.urls import path

from ..views import enquiries, enquiring

urlpatterns = [
    path("ask-for-help/", enquiring.enquiry_start, name="enquiry_start"),
    path("ask-for-help/on-paper/", enquiring.enquiry_paper, name="enquiry_paper"),
    path("ask-for-help/check/", enquiring.enquiry_check, name="enquiry_check"),
    path("ask-for-help/send/", enquiring.enquiry_send, name="enquiry_send"),
    path("ask-for-help/sent/", enquiring.enquiry_sent, name="enquiry_sent"),
    path("ask-for-help/<slug:slug>/", enquiring.enquiry_step, name="enquiry_step"),
    path("enquiries/", enquiries.enquiry_list, name="enquiry_list"),
    path("enquiries/<uuid:uuid>/", enquiries.enquiry_detail, name="enquiry_detail"),
    path("enquiries/<uuid:uuid>/match/<uuid:person>/", enquiries.enquiry_match, name="enquiry_match"),
    path("enquiries/<uuid:uuid>/new-person/", enquiries.enquiry_person, name="enquiry_person"),
    path("enquiries/<uuid:uuid>/refuse/", enquiries.enquiry_refuse, name="enquiry_refuse"),
    path("enquiries/<uuid:uuid>/pass-on/", enquiries.enquiry_pass_on, name="enquiry_pass_on"),
    path("enquiries/<uuid:uuid>/draft/", enquiries.enquiry_draft, name="enquiry_draft"),
]
