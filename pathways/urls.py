from django.urls import path

from .views import claims, ladders, spells

urlpatterns = [
    path("pathways/<uuid:uuid>/", ladders.pathway_detail, name="pathway_detail"),
    # --- jobs, homes and treatment
    path("pathways/<uuid:uuid>/spells/new/", spells.spell_record, name="spell_record"),
    path("spells/<uuid:uuid>/end/", spells.spell_end, name="spell_end"),
    path("spells/<uuid:uuid>/correct/", spells.spell_correct, name="spell_correct"),
    # --- milestones
    path("pathways/<uuid:uuid>/claims/new/", claims.claim_record, name="claim_record"),
    path("milestones/", claims.claim_list, name="claim_list"),
    path("milestones/<uuid:uuid>/", claims.claim_detail, name="claim_detail"),
    path("milestones/<uuid:uuid>/again/", claims.claim_again, name="claim_again"),
]
