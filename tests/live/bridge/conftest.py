# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the live tests: a bench on which a test builds what it needs."""

import contextlib

import pytest

from bench import figures, logs
from bench.bridge import Bridge, heating
from bench.broker import Broker
from bench.certificates import make_authority, make_certificate
from bench.figures import pytest_terminal_summary  # noqa: F401 a hook
from bench.island import Island, Names
from bench.meter import Meter, Ser2net
from bench.relay import Relay
from bench.subscriber import BASE, Subscriber
from bench.tape import Tape


class Bench:
    """Makes what a test asks for, and ends it when the test is over, the newest first."""

    def __init__(self, folder, ending):
        self.folder = folder
        self._ending = ending
        self._bridges = 0

    def _keep(self, thing):
        self._ending.callback(thing.end)
        return thing

    def broker(self, *lines, **options):
        return self._keep(Broker(self.folder, *lines, **options))

    def subscriber(self, broker, **options):
        return self._keep(Subscriber(broker.port, **options))

    def meter(self, *options, **identity):
        return self._keep(Meter(self.folder, *options, **identity))

    def tape(self, file, *options, **place):
        return self._keep(Tape(self.folder, file, *options, **place))

    def ser2net(self, line, *options):
        return self._keep(Ser2net(self.folder, line.device, *options))

    def island(self):
        return self._keep(Island(self.folder))

    def names(self):
        return Names(self.folder)

    def relay(self, *targets):
        """A line to meters, brokers or ports, for a test that counts what passes, or cuts it."""
        return self._keep(Relay(*(getattr(each, "port", each) for each in targets)))

    def bridge(self, broker, *meters, **options):
        """Configured, not started; `broker` is anything with a port."""
        self._bridges += 1
        file = self.folder / f"kmp2mqtt-{self._bridges}.toml"
        return self._keep(Bridge(file, broker.port, meters, **options))


@pytest.fixture(scope="module")
def long_bench(tmp_path_factory):
    """For what several tests look at."""
    with contextlib.ExitStack() as ending:
        yield Bench(tmp_path_factory.mktemp("long"), ending)


@pytest.fixture
def bench(tmp_path_factory):
    # Not tmp_path: that has the test's name, which would stand in every log.
    with contextlib.ExitStack() as ending:
        yield Bench(tmp_path_factory.mktemp("bench"), ending)


class House:
    """A meter that was read once, through a relay, and somebody who listens."""

    def __init__(self, bench, **keys):
        self.folder = bench.folder
        self.broker = bench.broker()
        self.person = bench.subscriber(self.broker)
        self.meter = bench.meter()
        self.line = bench.relay(self.meter)
        self.bridge = bench.bridge(self.broker, heating(self.line, **keys)).start()
        self.person.wait_for(f"{BASE}/heating/reading")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """For tests that leave it as they found it."""
    with contextlib.ExitStack() as ending:
        yield House(Bench(tmp_path_factory.mktemp("house"), ending))


@pytest.fixture
def hasty_house(bench):
    """Its meter has 200 ms and one try, and a command is never answered from memory."""
    return House(bench, timeout="200ms", retries=0, command_max_age="0s")


@pytest.fixture(scope="session", autouse=True)
def old_house(request, tmp_path_factory):
    """Set up before the first test, for the tests that need a bridge of some age: they run last."""
    if not any("old_house" in names_asked(each) for each in request.session.items):
        yield None
        return
    with contextlib.ExitStack() as ending:
        yield House(Bench(tmp_path_factory.mktemp("old_house"), ending))


def names_asked(item):
    return item.function.__code__.co_varnames[: item.function.__code__.co_argcount]


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: "old_house" in names_asked(item))


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    """Two authorities, and certificates by the first one, but for what the name says."""
    folder = tmp_path_factory.mktemp("certificates")
    authority = make_authority(folder, "authority")
    stranger = make_authority(folder, "stranger")
    return {
        "authority": authority,
        "stranger": stranger,
        "localhost": make_certificate(folder, authority, "localhost"),
        "elsewhere": make_certificate(folder, authority, "elsewhere.example"),
        "expired": make_certificate(folder, authority, "localhost", "expired", has_expired=True),
        "self-signed": make_authority(folder, "self-signed", host="localhost"),
        "client": make_certificate(folder, authority, "kmp2mqtt"),
        "strange-client": make_certificate(folder, stranger, "kmp2mqtt", "strange-client"),
    }


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    """A test that fails shows what the programs said."""
    report = (yield).get_result()
    figures.attach(report)
    if not report.failed:
        return
    asked = {"bench", *names_asked(item)} & {"bench", "house", "old_house"} & item.funcargs.keys()
    for name in sorted(asked):
        logs.show(report, item.funcargs[name].folder)
