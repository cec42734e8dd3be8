"""What the service is: a validated description, read from YAML, edited by typed changes."""
