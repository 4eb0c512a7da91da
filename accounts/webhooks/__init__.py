"""Webhooks: other systems are told of events, signed, from jobs that are queued in the transaction of the event."""
