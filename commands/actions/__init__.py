"""What people ask for about actions: one file for each verb."""
