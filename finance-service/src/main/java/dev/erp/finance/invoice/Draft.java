package dev.erp.finance.invoice;

import dev.erp.chassis.event.Origin;
import java.util.List;
import java.util.UUID;

/**
 * An invoice to be, with its lines.
 *
 * @param replaces the draft that is voided for it, or null
 */
public record Draft(Invoice invoice, List<InvoiceLine> lines, Origin origin, UUID replaces) {

    public InvoiceEvent event() {
        return InvoiceEvent.drafted(invoice, lines, replaces, false);
    }
}
