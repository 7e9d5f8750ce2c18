package dev.erp.auth.user;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/users")
@Tag(name = "Users")
class UserController {

    private final Users users;
    private final Passwords passwords;
    private final Commands commands;

    UserController(Users users, Passwords passwords, Commands commands) {
        this.users = users;
        this.passwords = passwords;
        this.commands = commands;
    }

    @Permission("users:write")
    @PostMapping
    @Operation(summary = "Create a user", description = "The password has at least 12 characters and at most 72 bytes.")
    Mono<ResponseEntity<byte[]>> create(@Valid @RequestBody NewUser input, Caller caller) {
        Passwords.requireGood("password", input.password(), input.username());
        // hashed before the transaction begins, so that no connection waits for bcrypt
        return passwords
                .hash(input.password())
                .flatMap(hash -> commands.run(caller, () -> users.create(input, hash, caller::inProcess)
                        .map(user -> Answer.created("/api/v1/users/" + user.id(), user.version(), user))));
    }

    @Permission("users:read")
    @GetMapping
    @Operation(summary = "List users", description = "Sort by createdAt or username; q searches in both names.")
    Mono<Page<User>> list(
            PageRequest page,
            @RequestParam(name = "q", required = false) String text,
            @RequestParam(required = false) String status) {
        if (status != null && !status.equals(User.ACTIVE) && !status.equals(User.DISABLED)) {
            throw Problem.invalid("status", "unknown", "must be active or disabled");
        }
        return users.page(text, status, page);
    }

    @Permission("users:read")
    @GetMapping("/{id}")
    @Operation(summary = "Read one user")
    Mono<ResponseEntity<User>> read(@PathVariable UUID id) {
        return users.byId(id)
                .map(user -> ResponseEntity.ok().eTag(ETag.of(user.version())).body(user));
    }
}
