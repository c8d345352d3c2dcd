"""The sections of the report: each module turns the tables into the plain context of its template."""
