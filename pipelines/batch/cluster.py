"""A Dask cluster as an executor (extra `[cluster]`): SSH, SLURM and Kubernetes deployments give an address.

Each Dask worker runs its units in guarded child processes of its own, so that limits and restarts are the
same as on one machine. A worker that is lost is no loss: Dask gives its units to another one, and what it had
finished is in the store, which all workers must see at the same path.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

WORKERS_SECONDS = 120
RETRIES = 3


@contextlib.contextmanager
def cluster_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor over the cluster at `address`, and the number of its threads.

    Raises OSError when no scheduler answers, TimeoutError when it has no workers.
    """
    import distributed

    connect: Any = distributed.Client
    with connect(address, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        threads = sum(client.nthreads().values())
        yield client.get_executor(pure=False, retries=RETRIES), threads
