"""The tests of opmodels; a package, so that no installed package that brings its own `tests` takes the name."""
