"""How gunicorn serves the site: `gunicorn --config python:iomnews.gunicorn_conf iomnews.wsgi`."""

import gc

preload_app = True  # the site and its index are loaded once; the workers share their memory
workers, threads = 2, 4
control_socket_disable = True


def when_ready(server):
    from articles.facets import memory

    memory.load()
    gc.collect()
    gc.freeze()  # or searching for garbage would copy what is shared


def post_worker_init(worker):
    from articles import replicas
    from articles.facets import memory

    memory.keep_up()
    replicas.keep_watch()
