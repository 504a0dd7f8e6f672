"""How the tests of the package for Python run: unittest, and the line of totals that the house wants at the end."""
import gc
import sys
import unittest


def main() -> None:
    """Runs the tests of the program; its arguments stay its own."""
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    gc.collect()
    bad = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    for test, reason in result.skipped:
        print(f"skip: {test}: {reason}")
    skipped = f", {len(result.skipped)} skipped" if result.skipped else ""
    print(f"{result.testsRun - bad - len(result.skipped)} passed, {bad} failed{skipped}")
    sys.exit(1 if bad or not result.testsRun else 0)
