//! Rules about how functions, triggers and gateways are configured.
