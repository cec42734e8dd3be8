"""What is measured in a run, one file for each family of outcomes."""
