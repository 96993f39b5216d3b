"""What people ask for about their own team: one file for each verb."""
