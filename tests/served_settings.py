"""Production as it is, but for its static files: collecting them takes longer than what is tested."""

from iomnews.settings import *  # noqa: F403

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
