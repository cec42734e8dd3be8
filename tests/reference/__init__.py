"""A second engine, written from docs/explanation/engine.md alone, against which the kernel is compared event by event."""
