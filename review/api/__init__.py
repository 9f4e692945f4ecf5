"""The desk for programs: JSON over HTTP, under the same access rules as the pages."""
