"""What people ask for about visits: one file for each verb."""
