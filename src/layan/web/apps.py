from django.apps import AppConfig


class Web(AppConfig):
    name = "layan.web"
    label = "web"
