"""How far a run is, and how long the rest will take."""

import pytest

from newsclean.bulk import progress
from newsclean.bulk.progress import Progress
from newsclean.bulk.tally import duration


@pytest.fixture
def clock(monkeypatch):
    """Set the clock by ``clock.now = seconds``."""

    class Clock:
        now = 0.0

        def monotonic(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


def test_rate_and_time_left_are_told_by_what_this_run_has_done(clock, capsys):
    """An earlier run had done 900 documents, which took this one 50 seconds to pass over."""
    told = Progress(40_000, 900)
    clock.now = 50.0
    told.update(900, 0, 10_000)
    clock.now = 110.0
    told.update(1_020, 3, 20_000)
    told.close()
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1] == "newsclean: 50%, 1,020 documents, 2 a second, 3 errors, 0:02:00 left"


def test_lines_come_now_and_then_only(clock, capsys):
    told = Progress(40_000)
    for second in range(1, 100):
        clock.now = float(second)
        told.update(second, 0, second * 100)
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_of_standard_input_the_time_left_is_not_known(clock, capsys):
    told = Progress(0)
    told.update(0, 0, 100)
    clock.now = 60.0
    told.update(120, 0, 20_000)
    assert capsys.readouterr().err == "newsclean: 120 documents, 2 a second\n"


@pytest.mark.parametrize(("seconds", "told"), [(0, "0:00:00"), (59.6, "0:01:00"), (360_000, "100:00:00")])
def test_durations(seconds, told):
    assert duration(seconds) == told
