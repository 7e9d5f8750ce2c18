package dev.erp.finance.invoice;

import java.util.UUID;

/** The customer as it was when the order was placed. */
record Customer(UUID customerId, String number, String name) {}
