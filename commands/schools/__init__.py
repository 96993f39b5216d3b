"""What people ask for about schools: one file for each verb."""
