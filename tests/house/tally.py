"""The framework of the Python tests: checks are counted, failures are printed, the totals come last."""


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, good, text):
        """Counts one check; `text` says what is wrong when it fails."""
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {text}")

    def equal(self, have, want, text):
        self.check(have == want, f"{text}: is {have!r}, not {want!r}")

    def clean(self, problems, text):
        """One check that a list of problems is empty."""
        for problem in problems:
            print(f"  {problem}")
        self.check(not problems, text)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
