import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A shell has what it starts in the background ignore interrupts, and the command line that is tested would do so too.
signal.signal(signal.SIGINT, signal.default_int_handler)

SEEDS = Path(__file__).parent.parent / "seeds"

TIMED = [HealthCheck.too_slow]  # a busy machine is no finding
settings.register_profile("ci", derandomize=True, max_examples=60, deadline=None, suppress_health_check=TIMED)
settings.register_profile("dev", max_examples=100, deadline=None, suppress_health_check=TIMED)
settings.register_profile("long", max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def algemeiner():
    return (SEEDS / "000_02abe00618d4b929.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def tass():
    return (SEEDS / "004_db5aeaca21b3d913.txt").read_text(encoding="utf-8")
