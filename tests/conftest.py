"""Settings of the tests."""

import os

from hypothesis import HealthCheck, settings

# The first example pays for loading rules and names, so a deadline would measure that.
settings.register_profile(
    "default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
