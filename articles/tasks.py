"""Work done outside the request, by `manage.py db_worker`."""

from django_tasks import task

from articles.models import ArticleImage
from articles.models.media import SIZES


@task()
def make_sizes(name: str, focal_point: str) -> list[str]:
    """Make what is not there yet of a picture's sizes; returns their names in the storage.

    By the file's name: restoring a version gives the picture a new row. Enqueue it within the transaction that saves
    the row, and both are kept, or neither.
    """
    picture = ArticleImage(image=name, focal_point=focal_point)
    return [picture.image.process(size) for size in SIZES]
