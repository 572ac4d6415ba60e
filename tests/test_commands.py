"""What the commands say of themselves."""

import pytest
from django.core.management import get_commands, load_command_class

OWN = sorted(
    name for name, app in get_commands().items() if app in ("articles", "contacts", "iomnews", "iomnews.accounts")
)


@pytest.mark.parametrize("name", OWN)
def test_each_command_says_what_it_does(name):
    help_text = load_command_class(get_commands()[name], name).create_parser("manage.py", name).format_help()
    assert f"manage.py {name}" in help_text
    assert len(help_text.split("\n\n")[1].split()) > 5  # the sentence that stands under the usage
