"""What would happen: a service is compiled to arrays and run, event by event, in a compiled kernel."""
