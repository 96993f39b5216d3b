"""What people ask for about plans: one file for each verb."""
