from django.urls import path

from . import views
from .quality import views as quality

urlpatterns = [
    path("due/", views.due_list, name="due_list"),
    path("quality/", quality.quality_list, name="quality_list"),
    path("quality/<slug:slug>/", quality.quality_hub, name="quality_hub"),
    path("quality/records/<uuid:uuid>/", quality.quality_read, name="quality_read"),
    path("people/<uuid:uuid>/", views.person_detail, name="person_detail"),
    path("people/<uuid:uuid>/timeline/", views.person_timeline, name="person_timeline"),
    path("people/<uuid:uuid>/contacts/", views.person_contacts, name="person_contacts"),
    path("people/<uuid:uuid>/history/", views.person_history, name="person_history"),
    path("people/<uuid:uuid>/print/", views.person_print, name="person_print"),
    path("people/<uuid:uuid>/plan/", views.person_plan, name="person_plan"),
    path("people/<uuid:uuid>/plan/sheet/", views.plan_sheet, name="plan_sheet"),
    path("people/<uuid:uuid>/plan/text/", views.plan_text, name="plan_text"),
    path("people/<uuid:uuid>/attendance/", views.person_attendance, name="person_attendance"),
    path("people/<uuid:uuid>/documents/", views.person_documents, name="person_documents"),
]
