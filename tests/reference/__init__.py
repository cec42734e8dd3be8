"""A second engine, written from docs/explanation/engine.md, with which the kernel is compared."""
