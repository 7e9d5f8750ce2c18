package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Rebuilding.Source;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/dashboard/rebuild")
@Tag(name = "Dashboard")
class RebuildController {

    private final Rebuilding rebuilding;

    RebuildController(Rebuilding rebuilding) {
        this.rebuilding = rebuilding;
    }

    @GetMapping
    @Permission("operations:read")
    @Operation(
            summary = "How far the dashboard has come",
            description = "The newest generation: the one that is being made, or the one that answers.")
    Mono<RebuildView> status() {
        return rebuilding.status();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Permission("parked-events:replay")
    @Operation(
            summary = "Make the dashboard anew",
            description =
                    "Beside the one that answers, which goes on; when the new one has come as far, it takes its place. From"
                            + " the topics while they still have everything from their first record on, and from the audit"
                            + " trail when they do not; from says which one is wanted. One at a time.")
    @Refuses(status = 409, code = "rebuild_running", detail = Rebuilding.REBUILD_RUNNING)
    @Refuses(status = 409, code = "topics_incomplete", detail = Rebuilding.TOPICS_INCOMPLETE)
    Mono<RebuildView> rebuild(
            @Parameter(description = "topics or trail", example = "trail") @RequestParam(required = false)
                    String from) {
        return rebuilding.rebuild(
                switch (from) {
                    case null -> null;
                    case "topics" -> Source.TOPICS;
                    case "trail" -> Source.TRAIL;
                    default -> throw Problem.invalid("from", "unknown", "must be topics or trail");
                });
    }
}
