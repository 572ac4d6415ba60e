"""A PostgreSQL server of the tests' own and a standby that follows it by streaming replication."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from tests.conftest import lacking

OWNER = "postgres"  # its servers refuse to run as root
CONFIGURATION = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
shared_buffers = '32MB'
max_connections = 60
fsync = off
log_statement = all
log_line_prefix = '%a|'
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Server:
    """A cluster in a folder; its log names every statement."""

    def __init__(self, folder: Path, bindir: Path):
        self.port = free_port()
        self.folder, self.bindir, self.log = folder, bindir, folder.with_suffix(".log")
        self.read = 0

    def url(self, database="newsroom") -> str:
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{database}"

    def settings(self) -> dict:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": "127.0.0.1",
            "PORT": self.port,
            "USER": OWNER,
            "PASSWORD": "",
            "NAME": "newsroom",
        }

    def run(self, program: str, *arguments) -> None:
        as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
        command = [*as_owner, self.bindir / program, *arguments]
        done = subprocess.run(command, cwd=self.folder.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert done.returncode == 0, done.stdout.decode()

    def configure(self, settings: str) -> None:
        with (self.folder / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION.format(port=self.port) + settings)

    def start(self) -> None:
        self.run("pg_ctl", "--pgdata", self.folder, "--wait", "--log", self.log, "start")

    def stop(self, mode="immediate") -> None:
        self.run("pg_ctl", "--pgdata", self.folder, "--wait", "--mode", mode, "stop")

    def signal(self, number: int) -> None:
        """To all of its processes."""
        first = int((self.folder / "postmaster.pid").read_text().split()[0])
        others = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for process in [first, *map(int, others)]:
            os.kill(process, number)

    def ask(self, sql: str, *values, database="newsroom"):
        """The first column of the first row, None where there is none."""
        with psycopg.connect(self.url(database), autocommit=True, application_name="test") as connection:
            answer = connection.execute(sql, values)
            return answer.fetchone()[0] if answer.description else None

    def statements(self) -> list[str]:
        """What the site has asked since this was last called."""
        with self.log.open() as file:
            file.seek(self.read)
            text = file.read()
            self.read = file.tell()
        lines = (line.split("|", 1) for line in text.splitlines() if "|" in line)
        return [rest for who, rest in lines if who != "test" and "statement: " in rest]


@contextmanager
def primary_and_standby(settings="") -> Iterator[tuple[Server, Server]]:
    """Both are running; the database “newsroom” is empty. `settings` are further lines of postgresql.conf."""
    bindir = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)
    if bindir is None:
        lacking("initdb (Debian's package postgresql)")
    if os.geteuid() == 0 and not shutil.which("runuser"):
        lacking("runuser")
    folder = Path(mkdtemp(prefix="streaming-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    primary, standby = (Server(folder / name, bindir.parent) for name in ("primary", "standby"))
    try:
        options = [f"--username={OWNER}", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        primary.run("initdb", "--pgdata", primary.folder, *options)
        primary.configure(settings)
        primary.start()
        primary.ask("CREATE DATABASE newsroom", database="postgres")
        source = primary.url("postgres")
        standby.run("pg_basebackup", "--dbname", source, "--pgdata", standby.folder, "-R", "-c", "fast", "--no-sync")
        standby.configure(settings)
        standby.start()
        yield primary, standby
    finally:
        for server in (standby, primary):
            if (server.folder / "postmaster.pid").exists():
                server.stop()
        shutil.rmtree(folder)


def wait_until(is_so, seconds=20) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, "it never came to be so"
        time.sleep(0.05)
