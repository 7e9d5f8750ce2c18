package dev.erp.finance.bill;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.bill.BillQueries.Filter;
import dev.erp.finance.document.DocumentStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/bills")
@Tag(name = "Bills", description = "What suppliers are owed: one per receipt of goods")
class BillController {

    private final BillQueries queries;

    BillController(BillQueries queries) {
        this.queries = queries;
    }

    @GetMapping
    @Permission("bills:read")
    @Operation(
            summary = "List bills",
            description =
                    "Without their lines. Sort: createdAt, dueOn (drafts last), purchaseOrderNumber, supplierName.")
    Mono<Page<BillView>> list(
            @Schema(allowableValues = {"draft", "sent", "partially_paid", "paid", "overdue", "void"})
                    @RequestParam(required = false)
                    String status,
            @RequestParam(required = false) UUID supplierId,
            @RequestParam(required = false) UUID purchaseOrderId,
            @RequestParam(required = false) UUID receiptId,
            @RequestParam(required = false) String q,
            @SortableBy({"createdAt", "dueOn", "purchaseOrderNumber", "supplierName"}) PageRequest page) {
        return queries.list(
                new Filter(DocumentStatus.ofParameter(status), supplierId, purchaseOrderId, receiptId, q), page);
    }

    @GetMapping("/{id}")
    @Permission("bills:read")
    @Operation(summary = "Read a bill")
    Mono<ResponseEntity<BillView>> get(@PathVariable UUID id) {
        return queries.get(id)
                .map(bill -> ResponseEntity.ok().eTag(ETag.of(bill.version())).body(bill));
    }
}
