"""What keeps the service going."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from operations.requests import name_statements


class OperationsConfig(AppConfig):
    """The operations app."""

    name = "operations"
    default = True

    def ready(self) -> None:
        """Name the statements of each connection after what they are for."""
        connection_created.connect(name_statements)
