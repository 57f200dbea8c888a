"""Documents to tidy tables, audit, reports and the command line."""
