"""Who stands in for whom: one file for each verb."""
