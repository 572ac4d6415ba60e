"""Prints the address of a PostgreSQL server on which the tests may make databases; exits 1 where none answers."""

import getpass
import os
import sys

import psycopg

CANDIDATES = (
    os.environ.get("TEST_POSTGRES_URL"),
    f"postgres://{getpass.getuser()}@127.0.0.1:5432/postgres",
    "postgres://postgres@127.0.0.1:5432/postgres",
)


def main() -> int:
    for url in filter(None, CANDIDATES):
        try:
            with psycopg.connect(url, connect_timeout=3) as connection:
                may_create = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                )
                if may_create.fetchone()[0]:
                    print(url)
                    return 0
        except psycopg.OperationalError:
            continue
    return 1


if __name__ == "__main__":
    sys.exit(main())
