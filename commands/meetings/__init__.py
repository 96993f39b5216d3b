"""What people ask for about meetings: one file for each verb."""
