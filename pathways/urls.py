from django.urls import path

from .views import checks, claims, draws, duties, ladders, needs, plans, spells, top, unusual, verifying

urlpatterns = [
    path("people/<uuid:uuid>/pathways/", needs.pathway_list, name="pathway_list"),
    path("people/<uuid:uuid>/pathways/<slug:kind>/assess/", needs.need_assess, name="need_assess"),
    path("pathways/<uuid:uuid>/", ladders.pathway_detail, name="pathway_detail"),
    path("pathways/<uuid:uuid>/decline/", needs.support_decline, name="support_decline"),
    path("pathways/<uuid:uuid>/set-back/", needs.pathway_set_back, name="pathway_set_back"),
    # --- duties-to-refer made outside the product
    path("people/<uuid:uuid>/duty-to-refer/new/", duties.duty_record, name="duty_record"),
    path("duties-to-refer/<uuid:uuid>/", duties.duty_change, name="duty_change"),
    path("duties-to-refer/<uuid:uuid>/entered-in-error/", duties.duty_remove, name="duty_remove"),
    # --- jobs, homes and treatment
    path("pathways/<uuid:uuid>/spells/new/", spells.spell_record, name="spell_record"),
    path("spells/<uuid:uuid>/", spells.spell_detail, name="spell_detail"),
    path("spells/<uuid:uuid>/end/", spells.spell_end, name="spell_end"),
    path("spells/<uuid:uuid>/correct/", spells.spell_correct, name="spell_correct"),
    path("spells/<uuid:uuid>/entered-in-error/", spells.spell_remove, name="spell_remove"),
    # --- forms of the Treatment Outcomes Profile (TOP)
    path("pathways/<uuid:uuid>/top/", top.top_list, name="top_list"),
    path("pathways/<uuid:uuid>/top/new/", top.top_record, name="top_record"),
    path("top/<uuid:uuid>/", top.top_detail, name="top_detail"),
    path("top/<uuid:uuid>/correct/", top.top_correct, name="top_correct"),
    path("top/<uuid:uuid>/entered-in-error/", top.top_remove, name="top_remove"),
    # --- the plan, which is a page of the person
    path("people/<uuid:uuid>/plan/goals/new/", plans.goal_add, name="goal_add"),
    path("people/<uuid:uuid>/plan/review/", plans.plan_review, name="plan_review"),
    path("goals/<uuid:uuid>/", plans.goal_change, name="goal_change"),
    path("goals/<uuid:uuid>/end/", plans.goal_end, name="goal_end"),
    path("goals/<uuid:uuid>/open-again/", plans.goal_open_again, name="goal_open_again"),
    path("goals/<uuid:uuid>/steps/new/", plans.step_add, name="step_add"),
    path("steps/<uuid:uuid>/", plans.step_change, name="step_change"),
    path("steps/<uuid:uuid>/end/", plans.step_end, name="step_end"),
    path("steps/<uuid:uuid>/open-again/", plans.step_open_again, name="step_open_again"),
    # --- checks
    path("checks/", checks.check_list, name="check_list"),
    path("checks/<uuid:uuid>/", checks.check_answer, name="check_answer"),
    path("checks/<uuid:uuid>/undo/", checks.check_undo, name="check_undo"),
    # --- milestones
    path("pathways/<uuid:uuid>/claims/new/", claims.claim_record, name="claim_record"),
    path("milestones/<uuid:uuid>/again/", claims.claim_again, name="claim_again"),
    # --- and verified by somebody else
    path("milestones/", verifying.claim_list, name="claim_list"),
    path("milestones/<uuid:uuid>/", verifying.claim_detail, name="claim_detail"),
    path("milestones/<uuid:uuid>/file/", verifying.claim_file, name="claim_file"),
    path("milestones/<uuid:uuid>/revoke/", verifying.claim_revoke, name="claim_revoke"),
    path("milestones/drawn/", draws.draw_list, name="draw_list"),
    path("milestones/drawn/<int:pk>/", draws.draw_detail, name="draw_detail"),
    path("milestones/unusual/", unusual.unusual_list, name="unusual_list"),
    path("milestones/unusual/<slug:rule>/<int:about>/", unusual.unusual_explain, name="unusual_explain"),
]
