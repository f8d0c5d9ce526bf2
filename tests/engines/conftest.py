"""One session of each engine for all tests; without the engines, all of them are skipped."""

import importlib.util
import os
import shutil
import sys
import tempfile

import pytest

HOW = "run these with: make engines"


def pytest_collection_modifyitems(items):
    if "PYTEST_XDIST_WORKER" in os.environ:  # each process would start engines of its own
        for item in items:
            if item.get_closest_marker("engines"):
                item.add_marker(pytest.mark.skip(reason=HOW))


def needed(module):
    """Skip a test where an engine is not installed."""
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed; {HOW}")


def needed_java():
    """Skip a test of Spark's where there is no Java."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java, and there is none")


@pytest.fixture(scope="session")
def spark():
    needed("pyspark")
    needed_java()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    with tempfile.TemporaryDirectory() as folder:
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", folder)
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
        yield session
        session.stop()


@pytest.fixture(scope="session")
def ray():
    needed("ray")
    os.environ["RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"] = "0"  # else Ray warns of a change to come
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield ray
    ray.shutdown()
