package dev.erp.inventory.stock;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Adjustments, counts and transfers of stock over HTTP. Each becomes a movement, which can be read. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Stock")
class StockChangeController {

    private static final String GIVING_WAY = """
            Orders wait for what they lose (reservation `waiting`, reason `gave_way`) and are served again by their age. To name \
            orders in givingWay takes the permission reservations:release.""";

    private final Stocks stocks;
    private final Commands commands;

    StockChangeController(Stocks stocks, Commands commands) {
        this.stocks = stocks;
        this.commands = commands;
    }

    @PostMapping("/stock-adjustments")
    @Permission("stock:adjust")
    @Operation(
            summary = "Correct what is on hand, below what is reserved only if orders give way",
            description = GIVING_WAY)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = AdjustmentView.class)))
    @RefusesOfGoods
    @Refuses(
            status = 409,
            code = "below_reserved",
            detail = "Of 13 pieces on hand 12 are reserved for orders: at most 1 can be taken away.")
    @Refuses(
            status = 403,
            code = "giving_way_not_allowed",
            detail = "Only who has the permission reservations:release may say which orders give way.")
    Mono<ResponseEntity<byte[]>> adjust(@Valid @RequestBody StockAdjustment adjustment, Caller caller) {
        if (adjustment.change().value().signum() == 0) {
            throw Problem.invalid("change", "zero", "must not be 0");
        }
        return commands.run(caller, () -> stocks.adjust(adjustment, caller).map(StockChangeController::created));
    }

    @PostMapping("/stock-counts")
    @Permission("stock:adjust")
    @Operation(summary = "Set what is on hand to what was counted", description = GIVING_WAY)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = AdjustmentView.class)))
    @RefusesOfGoods
    @Refuses(
            status = 409,
            code = "below_reserved",
            detail = "Of 13 pieces on hand 12 are reserved for orders: at most 1 can be taken away.")
    @Refuses(
            status = 403,
            code = "giving_way_not_allowed",
            detail = "Only who has the permission reservations:release may say which orders give way.")
    Mono<ResponseEntity<byte[]>> count(@Valid @RequestBody StockCount count, Caller caller) {
        if (count.counted().isNegative()) {
            throw Problem.invalid("counted", "not_negative", "must be 0 or more");
        }
        return commands.run(caller, () -> stocks.count(count, caller).map(StockChangeController::created));
    }

    @PostMapping("/stock-transfers")
    @Permission("stock:transfer")
    @Operation(summary = "Move available goods, with their value, to another warehouse; who waits there is served")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = AdjustmentView.class)))
    @RefusesOfGoods
    @Refuses(
            status = 409,
            code = "insufficient_stock",
            detail = "Of 30 pieces on hand in MAIN 12 are reserved for orders: at most 18 can be moved.")
    @Refuses(
            status = 409,
            code = "warehouse_deactivated",
            detail = "The warehouse NORTH is deactivated and takes no goods.")
    Mono<ResponseEntity<byte[]>> transfer(@Valid @RequestBody StockTransfer transfer, Caller caller) {
        if (!transfer.quantity().isPositive()) {
            throw Problem.invalid("quantity", "not_positive", "must be more than 0");
        }
        if (transfer.fromWarehouseId().equals(transfer.toWarehouseId())) {
            throw Problem.invalid("toWarehouseId", "same", "must be another one than fromWarehouseId");
        }
        return commands.run(caller, () -> stocks.transfer(transfer, caller).map(StockChangeController::created));
    }

    private static Answer created(AdjustmentView made) {
        return Answer.created("/api/v1/products/%s/movements/%s".formatted(made.productId(), made.id()), 1, made);
    }
}
