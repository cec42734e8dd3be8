"""The parts of the benchmarks that are no timing: what is compiled, counted, told and drawn."""
