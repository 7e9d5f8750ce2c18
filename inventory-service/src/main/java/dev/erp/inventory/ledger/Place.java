package dev.erp.inventory.ledger;

import java.util.UUID;

/** Where stock lies: a product in a warehouse. */
public record Place(UUID productId, UUID warehouseId) {}
