from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/read/", views.notice_read_all, name="notice_read_all"),
    path("notices/settings/", views.notice_settings, name="notice_settings"),
    path("notices/<int:pk>/", views.notice_detail, name="notice_detail"),
    path("notices/<int:pk>/open/", views.notice_open, name="notice_open"),
    path("mail/", views.mail_list, name="mail_list"),
    path("mail/again/", views.mail_send_all_again, name="mail_send_all_again"),
    path("mail/<int:pk>/again/", views.mail_send_again, name="mail_send_again"),
    path("health/live/", views.health_live, name="health_live"),
    path("health/ready/", views.health_ready, name="health_ready"),
]
