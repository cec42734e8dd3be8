"""The report: one HTML file that needs nothing else, with a table under every chart."""
