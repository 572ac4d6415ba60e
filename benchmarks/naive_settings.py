"""The site's own settings, with the naive list at /naive/."""

from iomnews.settings import *  # noqa: F403

ROOT_URLCONF = "naive"
