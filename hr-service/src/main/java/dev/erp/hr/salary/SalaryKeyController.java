package dev.erp.hr.salary;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/operations/hr/salary-keys")
@Tag(name = "Operations")
class SalaryKeyController {

    private final SalaryKeyRotation rotation;

    SalaryKeyController(SalaryKeyRotation rotation) {
        this.rotation = rotation;
    }

    /** Sorted by id. */
    @Schema(name = "SalaryKeyList")
    record KeyList(List<SalaryKeyRotation.Key> items) {}

    @GetMapping
    @Permission("keys:read")
    @Operation(
            summary = "List the keys that encrypt salary amounts",
            description = "Their ids, and how many salaries are encrypted with each.")
    Mono<KeyList> list() {
        return rotation.keys().map(KeyList::new);
    }

    @PostMapping("/rotate")
    @Permission("keys:write")
    @Operation(
            summary = "Encrypt salary amounts with the active key",
            description =
                    "Those that are encrypted with another one, at most 5,000 in a call: call again until remaining"
                            + " is 0. A call that is repeated does no harm.")
    Mono<SalaryKeyRotation.Progress> rotate(Caller caller) {
        return rotation.rotate(caller);
    }
}
