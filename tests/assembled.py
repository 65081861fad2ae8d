"""The application, put together once for all tests of a run that want the same: it takes longer than most of them."""

import os
from typing import Any

from pyramid.registry import Registry
from sqlalchemy import Engine

import microblog
from microblog.api.api_calls import CallCounter
from microblog.rates import Rates
from microblog.settings import read_settings
from tests.compiled import keep_compiled

AT_WORK = ("mail.", "media.directory")
"""Settings that nothing looks at while the application is put together: they are read when they are needed."""
ANEW = ("rates", "calls")
"""Parts that remember what they were asked; every test gets its own."""
KEPT = 4
"""How many applications are kept for whoever comes next."""

_kept: dict[tuple[Any, ...], tuple[Registry, dict[str, Any]]] = {}


def assembled(ini: dict[str, str], engine: Engine) -> Registry:
    """Give an application with these settings, of which nobody can tell that others had it before."""
    asked = _of_assembly(ini, engine)
    registry, made = _kept.pop(asked, None) or _put_together(ini, engine)
    if any(registry.get(name) is not part for name, part in made.items()):  # a test has replaced a part for good
        registry, made = _put_together(ini, engine)
    _kept[asked] = registry, made
    while len(_kept) > KEPT:
        del _kept[next(iter(_kept))]
    return _as_new(registry, made, ini)


def _of_assembly(ini: dict[str, str], engine: Engine) -> tuple[Any, ...]:
    """Name all that the assembly depends on."""
    settings = {name: value for name, value in ini.items() if not name.startswith(AT_WORK)}
    environment = {name: value for name, value in os.environ.items() if name.startswith("MICROBLOG_")}
    return id(engine), *sorted(settings.items()), *sorted(environment.items())


def _put_together(ini: dict[str, str], engine: Engine) -> tuple[Registry, dict[str, Any]]:
    """Make an application, and note of which parts."""
    config = microblog.configure({}, **ini)
    config.commit()
    config.registry["engine"].dispose()
    config.registry["engine"] = engine
    config.registry["wsgi"] = config.make_wsgi_app()
    keep_compiled(config.registry)
    return config.registry, {name: part for name, part in config.registry.items() if name not in ANEW}


def _as_new(registry: Registry, made: dict[str, Any], ini: dict[str, str]) -> Registry:
    """Take away what the test before has left, and whatever the application remembers."""
    for left in registry.keys() - made.keys():
        del registry[left]
    registry.settings["microblog"] = settings = read_settings(ini)
    registry["rates"] = Rates(settings.limits.storage.get_secret_value())
    registry["calls"] = CallCounter(registry)
    registry["calls"].by_itself = False  # a thread might write into the next test's database
    return registry
