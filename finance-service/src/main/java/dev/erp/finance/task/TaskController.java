package dev.erp.finance.task;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Finance tasks", description = "What a person has to decide")
class TaskController {

    private final Tasks tasks;

    TaskController(Tasks tasks) {
        this.tasks = tasks;
    }

    @GetMapping("/api/v1/tasks")
    @Permission("invoices:read")
    @Operation(summary = "List open tasks", description = "Oldest first. Sort: openedAt.")
    Mono<Page<TaskView>> list(@SortableBy(value = "openedAt", ascending = true) PageRequest page) {
        return tasks.open(page);
    }
}
