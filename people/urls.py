from django.urls import path

from . import views
from .views import (
    arrests,
    breaking_glass,
    contacts,
    documents,
    identifying,
    limiting,
    merging,
    moving,
    safeguarding,
    taking_over,
)

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/search/", views.person_search, name="person_search"),
    path("people/search/<uuid:token>/", views.person_search_results, name="person_search_results"),
    path("people/search/<uuid:token>/new/", views.person_create, name="person_create"),
    path("people/<uuid:uuid>/change/", views.person_change, name="person_change"),
    path("people/<uuid:uuid>/consent/", views.consent_record, name="consent_record"),
    path("people/<uuid:uuid>/consent/withdraw/", views.consent_withdraw, name="consent_withdraw"),
    path("people/<uuid:uuid>/supervision/", views.supervision_record, name="supervision_record"),
    path("people/<uuid:uuid>/releases/new/", views.release_record, name="release_record"),
    path("people/<uuid:uuid>/releases/<int:pk>/", views.release_change, name="release_change"),
    path("people/<uuid:uuid>/risk/", views.risk_record, name="risk_record"),
    path("people/<uuid:uuid>/arrests-and-charges/", arrests.signal_record, name="signal_record"),
    path(
        "people/<uuid:uuid>/arrests-and-charges/<int:pk>/entered-in-error/",
        arrests.signal_remove,
        name="signal_remove",
    ),
    path("people/<uuid:uuid>/consents/", views.consent_list, name="consent_list"),
    path("people/<uuid:uuid>/labels/", views.label_record, name="label_record"),
    path("people/<uuid:uuid>/death/", views.death_record, name="death_record"),
    path("people/<uuid:uuid>/death/correct/", views.death_correct, name="death_correct"),
    path("people/<uuid:uuid>/conditions/", views.condition_list, name="condition_list"),
    path("people/<uuid:uuid>/conditions/new/", views.condition_record, name="condition_record"),
    path("people/<uuid:uuid>/conditions/<int:pk>/end/", views.condition_end, name="condition_end"),
    path("people/<uuid:uuid>/no-contact/new/", views.pair_record, name="pair_record"),
    path("people/<uuid:uuid>/no-contact/<int:pk>/end/", views.pair_end, name="pair_end"),
    path(
        "people/<uuid:uuid>/no-contact/asked/<int:pk>/end/", views.pending_pair_end, name="pending_pair_end"
    ),
    path("people/no-contact/", views.pair_list, name="pair_list"),
    path("people/no-contact/<int:pk>/", views.pair_answer, name="pair_answer"),
    # --- documents; their list is one of the person's pages
    path("people/<uuid:uuid>/documents/new/", documents.document_add, name="document_add"),
    path("documents/<uuid:uuid>/", documents.document_open, name="document_open"),
    path("documents/<uuid:uuid>/set-aside/", documents.document_set_aside, name="document_set_aside"),
    # --- caseloads
    path("people/move/", moving.caseload_move_many, name="caseload_move_many"),
    path("people/<uuid:uuid>/move/", moving.caseload_move, name="caseload_move"),
    path("people/take-over/", taking_over.take_over_ask, name="take_over_ask"),
    path("take-overs/", taking_over.take_over_list, name="take_over_list"),
    path("take-overs/<uuid:uuid>/", taking_over.take_over_answer, name="take_over_answer"),
    path("take-overs/<uuid:uuid>/withdraw/", taking_over.take_over_withdraw, name="take_over_withdraw"),
    # --- contacts and notes, and safeguarding concerns
    path("people/<uuid:uuid>/contacts/new/", contacts.contact_record, name="contact_record"),
    path("people/<uuid:uuid>/notes/new/", contacts.note_record, name="note_record"),
    path("notes/<uuid:uuid>/correct/", contacts.note_correct, name="note_correct"),
    path("people/<uuid:uuid>/safeguarding/new/", safeguarding.safeguarding_raise, name="safeguarding_raise"),
    path("safeguarding/<uuid:uuid>/", safeguarding.safeguarding_detail, name="safeguarding_detail"),
    # --- limited access
    path("people/<uuid:uuid>/limits/", limiting.limit_list, name="limit_list"),
    path("people/<uuid:uuid>/limits/restrict/", limiting.limit_restrict, name="limit_restrict"),
    path("people/<uuid:uuid>/limits/exclude/", limiting.limit_exclude, name="limit_exclude"),
    path("people/<uuid:uuid>/limits/end/", limiting.limit_end_restriction, name="limit_end_restriction"),
    path("people/<uuid:uuid>/limits/<int:pk>/end/", limiting.limit_end, name="limit_end"),
    path("people/break-glass/", breaking_glass.break_glass, name="break_glass"),
    path("break-glass/", breaking_glass.break_glass_review_list, name="break_glass_review_list"),
    path("break-glass/<uuid:uuid>/", breaking_glass.break_glass_review, name="break_glass_review"),
    # --- identifiers
    path("identifiers/", identifying.identifier_list, name="identifier_list"),
    path("identifiers/<uuid:uuid>/<slug:number>/", identifying.identifier_decide, name="identifier_decide"),
    # --- duplicates
    path("duplicates/", merging.duplicate_list, name="duplicate_list"),
    path("duplicates/<uuid:uuid>/", merging.duplicate_detail, name="duplicate_detail"),
    path("duplicates/<uuid:uuid>/merge/", merging.duplicate_merge, name="duplicate_merge"),
    path("duplicates/<uuid:uuid>/apart/", merging.duplicate_tell_apart, name="duplicate_tell_apart"),
    path("duplicates/<uuid:uuid>/unmerge/", merging.duplicate_unmerge, name="duplicate_unmerge"),
]
