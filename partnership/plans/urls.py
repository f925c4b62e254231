from django.urls import path

from ..figures import views as figures
from . import views

PLAN = "plans/<uuid:uuid>/"
PRIORITY = "priorities/<uuid:uuid>/"
MEASURE = "measures/<uuid:uuid>/"

urlpatterns = [
    path("", views.partnership_home, name="partnership_home"),
    path("found/", views.partnership_found, name="partnership_found"),
    path("partners/<uuid:uuid>/", views.partnership_partner_change, name="partnership_partner_change"),
    path(PLAN, views.partnership_plan_detail, name="partnership_plan_detail"),
    path(f"{PLAN}work/", views.partnership_plan_work, name="partnership_plan_work"),
    path(f"{PLAN}change/", views.partnership_plan_change, name="partnership_plan_change"),
    path(f"{PLAN}adopt/", views.partnership_plan_adopt, name="partnership_plan_adopt"),
    path(f"{PLAN}abandon/", views.partnership_plan_abandon, name="partnership_plan_abandon"),
    path(f"{PLAN}versions/<int:number>/", views.partnership_plan_version, name="partnership_plan_version"),
    path(f"{PLAN}priorities/", views.partnership_priority_create, name="partnership_priority_create"),
    path(PRIORITY, views.partnership_priority_change, name="partnership_priority_change"),
    path(f"{PRIORITY}leave-out/", views.partnership_priority_drop, name="partnership_priority_drop"),
    path(f"{PRIORITY}raise/", views.partnership_priority_raise, name="partnership_priority_raise"),
    path(f"{PRIORITY}measures/", views.measure_create, name="measure_create"),
    path(MEASURE, figures.measure_detail, name="measure_detail"),
    path(f"{MEASURE}change/", views.measure_change, name="measure_change"),
    path(f"{MEASURE}leave-out/", views.measure_drop, name="measure_drop"),
    path(f"{MEASURE}figures/", figures.figure_enter, name="figure_enter"),
]
of_one_partnership = [
    path("<slug:slug>/", views.partnership_detail, name="partnership_detail"),
    path("<slug:slug>/partners/", views.partnership_partner_create, name="partnership_partner_create"),
    path("<slug:slug>/plans/", views.partnership_plan_create, name="partnership_plan_create"),
]
