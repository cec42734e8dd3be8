"""The tests of opmodels; a package, so that no installed package with `tests` of its own takes the name."""
