"""Working groups: they review layers in meetings, decide, act, and see whether it helped."""
