"""Addresses of handovers: the side that sends, the partner service, and the directory."""

from django.urls import path

from ..views import handed_over, handovers, services

urlpatterns = [
    path("handovers/", handovers.handover_list, name="handover_list"),
    path("people/<uuid:uuid>/handovers/new/", handovers.handover_choose, name="handover_choose"),
    path("people/<uuid:uuid>/handovers/new/<slug:kind>/", handovers.handover_send, name="handover_send"),
    path("handovers/<uuid:uuid>/", handovers.handover_detail, name="handover_detail"),
    path("handovers/<uuid:uuid>/withdraw/", handovers.handover_withdraw, name="handover_withdraw"),
    path("handovers/<uuid:uuid>/bridge/", handovers.handover_bridge, name="handover_bridge"),
    # --- the partner service
    path("handed-over/", handed_over.handed_over_list, name="handed_over_list"),
    path("handed-over/<uuid:uuid>/", handed_over.handed_over_detail, name="handed_over_detail"),
    path("handed-over/<uuid:uuid>/receive/", handed_over.handed_over_receive, name="handed_over_receive"),
    path("handed-over/<uuid:uuid>/refuse/", handed_over.handed_over_refuse, name="handed_over_refuse"),
    path("handed-over/<uuid:uuid>/book/", handed_over.handed_over_book, name="handed_over_book"),
    path("handed-over/<uuid:uuid>/attended/", handed_over.handed_over_attend, name="handed_over_attend"),
    path("handed-over/<uuid:uuid>/did-not-attend/", handed_over.handed_over_miss, name="handed_over_miss"),
    path(
        "handed-over/<uuid:uuid>/put-right/", handed_over.handed_over_put_right, name="handed_over_put_right"
    ),
    path(
        "handed-over/<uuid:uuid>/treatment/", handed_over.handed_over_treatment, name="handed_over_treatment"
    ),
    path("handed-over/<uuid:uuid>/top/", handed_over.handed_over_form, name="handed_over_form"),
    path(
        "handed-over/<uuid:uuid>/top/<uuid:form_uuid>/",
        handed_over.handed_over_form_correct,
        name="handed_over_form_correct",
    ),
    path("handed-over/<uuid:uuid>/duty-to-refer/", handed_over.handed_over_duty, name="handed_over_duty"),
    path("handed-over/<uuid:uuid>/close/", handed_over.handed_over_close, name="handed_over_close"),
    # --- the directory
    path("services/", services.service_list, name="service_list"),
    path("services/new/", services.service_create, name="service_create"),
    path("services/<slug:slug>/", services.service_detail, name="service_detail"),
    path("services/<slug:slug>/change/", services.service_change, name="service_change"),
]
