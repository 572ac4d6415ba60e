"""How gunicorn serves the site: `gunicorn --config python:iomnews.gunicorn_conf iomnews.wsgi`."""

import gc

preload_app = True  # the site and its index are loaded once; the workers share their memory
workers, threads = 2, 4
limit_request_line = 8190  # bytes, the most there is: hundreds of values may be ticked
control_socket_disable = True


def when_ready(server):
    from articles.facets import memory

    memory.load()
    gc.collect()
    gc.freeze()  # or searching for garbage would copy what is shared


def pre_fork(server, worker):
    """A process that takes the place of another begins with what is public by then, or each would read all of it."""
    from articles.facets import memory

    memory.load()


def post_worker_init(worker):
    from articles import replicas
    from articles.facets import memory

    memory.keep_up()
    replicas.keep_watch()
