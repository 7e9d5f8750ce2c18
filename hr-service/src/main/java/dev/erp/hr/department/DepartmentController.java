package dev.erp.hr.department;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatchOf;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
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
import org.springframework.web.bind.annotation.DeleteMapping;
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
@RequestMapping("/api/v1/departments")
@Tag(name = "Departments", description = "A tree: each department may be part of another one.")
class DepartmentController {

    private final Departments departments;
    private final Commands commands;

    DepartmentController(Departments departments, Commands commands) {
        this.departments = departments;
        this.commands = commands;
    }

    @PostMapping
    @Permission("employees:write")
    @Operation(summary = "Create a department")
    @ApiResponse(
            responseCode = "201",
            description = "The department",
            content = @Content(schema = @Schema(implementation = Department.class)))
    @Refuses(
            status = 422,
            code = "unknown_department",
            detail = "parentId is the id of no department",
            field = "parentId",
            fieldMessage = "is the id of no department")
    @Refuses(status = 409, code = "department_exists", detail = "There is a department Roastery already.")
    Mono<ResponseEntity<byte[]>> create(Caller caller, @Valid @RequestBody Department.Details details) {
        return commands.run(caller, () -> departments
                .create(details, caller)
                .map(department ->
                        Answer.created("/api/v1/departments/" + department.id(), department.version(), department)));
    }

    @GetMapping
    @Permission("employees:read")
    @Operation(
            summary = "List departments",
            description = "Sortable by createdAt (newest first is the default) and name; q searches the name;"
                    + " parentId gives those that are directly part of a department.")
    Mono<Page<Department>> list(
            @SortableBy({"createdAt", "name"}) PageRequest page,
            @RequestParam(required = false) UUID parentId,
            @RequestParam(required = false) String q) {
        return departments.list(parentId, q, page);
    }

    @GetMapping("/{id}")
    @Permission("employees:read")
    @Operation(summary = "Read a department")
    Mono<ResponseEntity<Department>> read(@PathVariable UUID id) {
        return departments.find(id).map(department -> ResponseEntity.ok()
                .eTag(ETag.of(department.version()))
                .body(department));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/json", "application/merge-patch+json"})
    @Permission("employees:write")
    @Operation(
            summary = "Rename a department, or move it in the tree",
            description = "A JSON merge patch (RFC 7396) of the fields of POST.")
    @ApiResponse(
            responseCode = "200",
            description = "The department after the change",
            content = @Content(schema = @Schema(implementation = Department.class)))
    @Refuses(
            status = 422,
            code = "unknown_department",
            detail = "parentId is the id of no department",
            field = "parentId",
            fieldMessage = "is the id of no department")
    @Refuses(status = 409, code = "department_exists", detail = "There is a department Roastery already.")
    @Refuses(
            status = 409,
            code = "department_loop",
            detail = "Production would be part of itself: Production > Roastery > Production.")
    Mono<ResponseEntity<byte[]>> change(
            Caller caller,
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(value = Department.Details.class, example = "{\"name\": \"Roasting\", \"parentId\": null}")
                    @RequestBody
                    JsonNode patch) {
        return commands.run(caller, () -> departments
                .change(id, ifMatch, patch, caller)
                .map(department -> Answer.ok(department.version(), department)));
    }

    @DeleteMapping("/{id}")
    @Permission("employees:write")
    @Operation(summary = "Delete a department that nothing refers to")
    @ApiResponse(responseCode = "204", description = "The department is gone")
    @Refuses(
            status = 409,
            code = "department_in_use",
            detail = "Roastery has 0 departments below it, and the histories of 12 employees refer to it.")
    Mono<ResponseEntity<byte[]>> delete(Caller caller, @PathVariable UUID id) {
        return commands.run(caller, () -> departments.delete(id, caller).thenReturn(Answer.noContent()));
    }
}
