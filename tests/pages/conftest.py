import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_french():
    """A request leaves its language active in the thread; each test begins with the newsroom's own."""
    with translation.override("fr"):
        yield
