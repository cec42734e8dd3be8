"""Planners: arrays in, a decision out, with a certificate of how good it is; they know no service."""
