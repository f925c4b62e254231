from django.urls import path

from . import views

urlpatterns = [
    path("pathways/<uuid:uuid>/", views.pathway_detail, name="pathway_detail"),
    path("pathways/<uuid:uuid>/spells/new/", views.spell_record, name="spell_record"),
    path("spells/<uuid:uuid>/end/", views.spell_end, name="spell_end"),
    path("spells/<uuid:uuid>/correct/", views.spell_correct, name="spell_correct"),
    path("pathways/<uuid:uuid>/claims/new/", views.claim_record, name="claim_record"),
    path("milestones/", views.claim_list, name="claim_list"),
    path("milestones/<uuid:uuid>/", views.claim_detail, name="claim_detail"),
    path("milestones/<uuid:uuid>/again/", views.claim_again, name="claim_again"),
]
