"""The sections of the report: each turns the tables into the plain context of its template."""
