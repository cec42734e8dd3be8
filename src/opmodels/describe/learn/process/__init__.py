"""From an event log to the service that made it: who comes, where they go, how long it takes, who does it."""
