package dev.erp.inventory.ledger;

import dev.erp.chassis.event.Origin;
import dev.erp.inventory.ledger.Movement.Document;

/**
 * Why goods come or go.
 *
 * @param said in the words of who did it, kept with the movement; null when the code says it all
 * @param reason for the event
 */
record Why(Document document, String said, String reason, Origin origin) {}
