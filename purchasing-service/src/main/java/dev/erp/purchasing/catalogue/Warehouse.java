package dev.erp.purchasing.catalogue;

import java.util.UUID;

/**
 * Where goods go, as purchasing sees it.
 *
 * @param active false when it takes no goods any more
 * @param version of the warehouse in inventory
 */
public record Warehouse(UUID id, String code, boolean active, long version) {}
