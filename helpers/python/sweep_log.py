"""Logs the metrics of a program that sweep runs, and gives the program its parameters, seed and checkpoints.

One file without dependencies, for Python 3.8 or later. sweep puts its folder in front of PYTHONPATH. It also works
without sweep: metrics then go to standard output, and parameters are the defaults.
"""

import functools
import json
import operator
import os
import pathlib
import signal
import sys
import threading


def log(metrics=None, *, step=None, epoch=None, **named):
    """Log the values of metrics at a step: log(step=3, loss=0.5) or log({"train/loss": 0.5}, step=3).

    A value is anything that float() takes, such as a tensor or NumPy array with one element; NaN and infinity are
    allowed. Without a step, the values belong to the step of the call before, or to the next step if one of the metrics
    has a value there. Threads and forked processes may call this at the same time.
    """
    record = {}
    for key, number in (("step", step), ("epoch", epoch)):
        if number is not None:
            record[key] = _count(key, number)
    for name, value in {**(metrics or {}), **named}.items():
        if name in ("step", "epoch"):
            raise TypeError(f"'{name}' is not a metric: call log(..., {name}=...).")
        record[str(name)] = _number(name, value)
    line = json.dumps(record) + "\n"
    path = os.environ.get("SWEEP_METRICS")
    if not path:
        sys.stdout.write(line)
        sys.stdout.flush()
        return
    rest = line.encode()
    while rest:
        rest = rest[os.write(_append(path), rest):]


def parameters(defaults=None):
    """Return the parameters of the trial as nested dicts; defaults stand for those that the trial does not have."""
    path = os.environ.get("SWEEP_PARAMETERS")
    if not path:
        return _overlay(defaults or {}, {})
    with open(path, encoding="utf-8") as file:
        return _overlay(defaults or {}, json.load(file))


def seed(default=0):
    """Return the seed of the trial, or the default without sweep."""
    return int(os.environ.get("SWEEP_SEED") or default)


def checkpoints():
    """Return the folder for checkpoints, a pathlib.Path: a later attempt of the trial finds what it holds.

    Without sweep, it is the folder 'checkpoints' of the current folder.
    """
    folder = pathlib.Path(os.environ.get("SWEEP_CHECKPOINTS") or "checkpoints")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def should_stop():
    """Return whether sweep has asked the program to stop; it has three seconds to write a checkpoint and end.

    The first call installs a handler for SIGTERM, which calls the handler that was there before. It must be made in the
    main thread; later calls may be made in any thread.

    Raises RuntimeError if the first call is made in another thread.
    """
    if not _stop.is_watching:
        _stop.watch()
    return _stop.is_asked


class _Stop:
    def __init__(self):
        self.is_watching = self.is_asked = False
        self._before = signal.SIG_DFL
        self._thread = threading.local()

    def watch(self):
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError(
                "The first call of should_stop() must be in the main thread, because Python installs signal handlers "
                "only there. Call it once in the main thread before you start others.")
        # None stands for a handler that Python did not install and cannot call.
        self._before = signal.signal(signal.SIGTERM, self._ask) or signal.SIG_DFL
        self.is_watching = True
        os.register_at_fork(before=self._hold, after_in_parent=self._let_go, after_in_child=self._forget)

    def _ask(self, number, frame):
        self.is_asked = True
        if callable(self._before):
            self._before(number, frame)

    # A process pool ends its workers by SIGTERM, and they inherit the handler. A signal that comes before a worker has
    # reset it waits.
    def _hold(self):
        self._thread.mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])

    def _let_go(self):
        signal.pthread_sigmask(signal.SIG_SETMASK, self._thread.mask)

    def _forget(self):
        if self.is_watching and signal.getsignal(signal.SIGTERM) == self._ask:
            signal.signal(signal.SIGTERM, self._before)
        self.is_watching = self.is_asked = False
        self._let_go()


_stop = _Stop()


# One write to a file opened so adds a whole line, whatever other threads and processes write.
@functools.lru_cache(maxsize=None)
def _append(path):
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)


def _count(key, number):
    try:
        count = operator.index(number)
    except TypeError:
        count = -1
    if count < 0:
        raise ValueError(f"{key} is {number!r}; allowed: an integer from 0.")
    return count


def _number(name, value):
    try:
        if isinstance(value, (str, bytes)):
            raise TypeError("a text is not a number")
        return float(value)
    except (TypeError, ValueError) as fault:
        raise TypeError(f"Metric '{name}' is {value!r}, which is not one number.") from fault


def _overlay(defaults, given):
    merged = {**defaults, **given}
    for name, default in defaults.items():
        if isinstance(default, dict) and isinstance(merged[name], dict):
            merged[name] = _overlay(default, given.get(name, {}))
    return merged
