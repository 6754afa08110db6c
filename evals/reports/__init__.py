"""A run as people and other programs read it: table, CSV, JUnit XML and one HTML file."""
