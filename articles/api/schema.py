"""What the schema says of each operation beside what it reads from the code."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema

from .problems import MEDIA_TYPE, ProblemSerializer

ALWAYS = (400, 429)
OF_ARTICLES = _(
    "Each release once, in the language of the answer where there is it, else as it was first written. Values of one "
    "facet widen, facets narrow each other; the counts of a facet leave its own choice aside. With modified_since, "
    "every language version by itself, the oldest change first, with tombstones of what is no longer public. Give "
    "back modified_until the next time: some come twice, none is missed."
)
OF_AN_ARTICLE = _("404 where there never was such a release for readers, 410 where it is no longer public.")


def described(name, summary, answer, parameters=None, also=(), description=""):
    """For `get`: its answer, its parameters, and the statuses of the errors that it knows."""
    errors = {(status, MEDIA_TYPE): ProblemSerializer for status in sorted({*ALWAYS, *also})}
    return extend_schema(
        operation_id=name,
        summary=summary,
        description=description or summary,  # or a docstring would stand there, in English
        parameters=[parameters] if parameters else [],
        responses={200: answer} | errors,
    )
