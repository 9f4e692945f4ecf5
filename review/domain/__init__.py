"""What the desk knows about its trade: codes, workflow, policy and rules, in plain Python."""
