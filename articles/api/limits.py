"""How often one address may ask: the setting API_RATE_LIMIT. The counts are kept where CACHES says, "api_limits"."""

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import AnonRateThrottle


class RateLimit(AnonRateThrottle):
    scope = "api"

    @property
    def cache(self):
        return caches["api_limits"]

    def get_rate(self):
        return settings.API_RATE_LIMIT or None
