"""The subcommands of `proofdesk`, one file a noun."""
