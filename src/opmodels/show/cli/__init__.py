"""The command line: one file for each verb. Heavy modules are imported inside the commands."""
