package dev.erp.chassis.example;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.security.Permission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Takes input of every kind, does nothing with it. */
@RestController
@RequestMapping("/api/v1/inputs")
class Inputs {

    record Input(
            @NotBlank(message = "must not be blank") @Size(max = 40, message = "must be at most 40 characters")
            String name,

            long value,
            Money price,
            List<@NotBlank(message = "must not be blank") String> tags,
            LocalDate due,
            JsonNode any) {}

    @PostMapping
    @Permission(Permission.SIGNED_IN)
    Mono<Input> take(@Valid @RequestBody Input input) {
        return Mono.just(input);
    }

    @GetMapping("/sized")
    @Permission(Permission.SIGNED_IN)
    Mono<Integer> sized(@RequestParam @Max(value = 10, message = "must be at most 10") int size) {
        return Mono.just(size);
    }
}
