package dev.erp.sales.customer;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatchOf;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/customers")
@Tag(name = "Customers", description = "Who buys, in which currency and on which terms.")
class CustomerController {

    private final Customers customers;
    private final Commands commands;

    CustomerController(Customers customers, Commands commands) {
        this.customers = customers;
        this.commands = commands;
    }

    @PostMapping
    @Permission("customers:write")
    @Operation(summary = "Create a customer")
    @ApiResponse(
            responseCode = "201",
            description = "The customer, active",
            content = @Content(schema = @Schema(implementation = Customer.View.class)))
    Mono<ResponseEntity<byte[]>> create(Caller caller, @Valid @RequestBody CustomerDetails details) {
        return commands.run(caller, () -> customers
                .create(details, caller)
                .map(customer ->
                        Answer.created("/api/v1/customers/" + customer.id(), customer.version(), customer.view())));
    }

    @GetMapping
    @Permission("customers:read")
    @Operation(
            summary = "List customers",
            description =
                    "Sortable by createdAt (newest first is the default), name and number; q searches name, number,"
                            + " e-mail, phone, tax id and contacts.")
    Mono<Page<Customer.View>> list(
            @SortableBy({"createdAt", "name", "number"}) PageRequest page,
            @RequestParam(required = false) @Schema(allowableValues = {"active", "inactive"}) String status,
            @RequestParam(required = false) String q) {
        if (status != null && !status.equals("active") && !status.equals("inactive")) {
            throw Problem.invalid("status", "unknown", "must be active or inactive");
        }
        return customers.list(status, q, page);
    }

    @GetMapping("/{id}")
    @Permission("customers:read")
    @Operation(summary = "Read a customer")
    Mono<ResponseEntity<Customer.View>> read(@PathVariable UUID id) {
        return customers.find(id).map(customer -> ResponseEntity.ok()
                .eTag(ETag.of(customer.version()))
                .body(customer.view()));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/json", "application/merge-patch+json"})
    @Permission("customers:write")
    @Operation(
            summary = "Change a customer",
            description = "A JSON merge patch (RFC 7396) of the fields of POST. Lists are given whole.")
    @Refuses(
            status = 409,
            code = "credit_limit_in_currency",
            detail = "The credit limit of customer C-000017 is in EUR: take it away before changing the currency.")
    @ApiResponse(
            responseCode = "200",
            description = "The customer after the change",
            content = @Content(schema = @Schema(implementation = Customer.View.class)))
    Mono<ResponseEntity<byte[]>> change(
            Caller caller,
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(value = CustomerDetails.class, example = "{\"paymentTermDays\": 14, \"phone\": null}")
                    @RequestBody
                    JsonNode patch) {
        return commands.run(caller, () -> customers
                .change(id, ifMatch, patch, caller)
                .map(customer -> Answer.ok(customer.version(), customer.view())));
    }

    @PatchMapping(
            path = "/{id}/credit-limit",
            consumes = {"application/json", "application/merge-patch+json"})
    @Permission("credit-limits:write")
    @Operation(
            summary = "Set what a customer may owe",
            description =
                    "Open invoices and orders that are not invoiced yet, together. Orders beyond it are refused (422"
                            + " credit_limit_exceeded); null takes the limit away.")
    @ApiResponse(
            responseCode = "200",
            description = "The customer after the change",
            content = @Content(schema = @Schema(implementation = Customer.View.class)))
    @Refuses(
            status = 422,
            code = "currency_mismatch",
            detail = "The limit is in CHF, but the customer buys in EUR.",
            field = "creditLimit")
    Mono<ResponseEntity<byte[]>> limit(
            Caller caller,
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(
                            value = CreditLimit.class,
                            example = "{\"creditLimit\": {\"amount\": \"5000.00\", \"currency\": \"EUR\"}}")
                    @RequestBody
                    JsonNode patch) {
        return commands.run(caller, () -> customers
                .limit(id, ifMatch, patch, caller)
                .map(customer -> Answer.ok(customer.version(), customer.view())));
    }

    @PostMapping("/{id}/deactivate")
    @Permission("customers:write")
    @Operation(summary = "Deactivate a customer", description = "It cannot order any more; orders that it has go on.")
    @ApiResponse(
            responseCode = "200",
            description = "The customer, inactive",
            content = @Content(schema = @Schema(implementation = Customer.View.class)))
    @Refuses(status = 409, code = "customer_is_inactive", detail = "Customer C-000017 is inactive already.")
    Mono<ResponseEntity<byte[]>> deactivate(Caller caller, @PathVariable UUID id) {
        return commands.run(
                caller,
                () -> customers.deactivate(id, caller).map(customer -> Answer.ok(customer.version(), customer.view())));
    }
}
