package dev.erp.finance.bill;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** The supplier as it was when the goods were ordered. */
@Schema(name = "BillSupplier")
public record Supplier(
        @Schema(example = "0193f2c4-c296-71a7-9dcc-90e083ef310a")
        UUID supplierId,

        @Schema(example = "V-000003") String number,
        @Schema(example = "Rösterei Nord GmbH") String name) {}
