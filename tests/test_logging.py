"""An error in production leaves a trace where the service's log is kept."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ASK = """
from unittest import mock
from django.test import Client
with mock.patch("iomnews.urls.HttpResponse", side_effect=RuntimeError("broken on purpose")):
    print(Client(raise_request_exception=False).get("/healthz", headers={"host": "localhost"}).status_code)
"""


def test_a_server_error_is_written_to_standard_error():
    environment = {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "localhost"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ASK]
    result = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    assert result.stdout.strip() == "500"
    assert "RuntimeError: broken on purpose" in result.stderr
