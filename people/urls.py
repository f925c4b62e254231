from django.urls import path

from . import views

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/search/", views.person_search, name="person_search"),
    path("people/search/<uuid:token>/", views.person_search_results, name="person_search_results"),
    path("people/search/<uuid:token>/new/", views.person_create, name="person_create"),
    path("people/<uuid:uuid>/consent/", views.consent_record, name="consent_record"),
    path("people/<uuid:uuid>/consent/withdraw/", views.consent_withdraw, name="consent_withdraw"),
    path("people/<uuid:uuid>/supervision/", views.supervision_record, name="supervision_record"),
    path("people/<uuid:uuid>/releases/new/", views.release_record, name="release_record"),
    path("people/<uuid:uuid>/releases/<int:pk>/", views.release_change, name="release_change"),
    path("people/<uuid:uuid>/risk/", views.risk_record, name="risk_record"),
]
