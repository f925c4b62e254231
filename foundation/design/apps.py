from django.apps import AppConfig


class DesignConfig(AppConfig):
    """How every page looks: layouts, components, forms, tables, dates and charts."""

    name = "foundation.design"
    label = "design"
