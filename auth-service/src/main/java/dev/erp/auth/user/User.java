package dev.erp.auth.user;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.erp.auth.role.Roles;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can log in, as the API shows them, and the rules of changing them.
 *
 * @param username lower case, unique
 * @param status {@code active} or {@code disabled}
 * @param version counts the changes, from 1
 * @param lastLoginAt null if never
 */
record User(
        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        UUID id,

        @Schema(example = "sam") String username,
        @Schema(example = "Sam Okafor") String displayName,
        @Schema(example = "active") String status,
        @Schema(example = "[\"sales_rep\"]") List<String> roles,
        @JsonIgnore long version,
        @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,

        @Schema(example = "2026-11-02T07:58:31.420177Z") @Nullable
        Instant lastLoginAt) {

    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";

    /** A user after a change, with one event for each version that it made; none when nothing changed. */
    record Change(User user, List<UserEvent> events) {

        /** Whether rights were taken or given, so that older access tokens must not count any more. */
        boolean touchesRights() {
            return events.stream()
                    .anyMatch(event ->
                            !(event instanceof UserEvent.Changed) && !(event instanceof UserEvent.DisablingRefused));
        }
    }

    static User created(UUID id, NewUser input, Instant now) {
        return new User(id, input.username(), input.displayName().strip(), ACTIVE, sorted(input.roles()), 1, now, null);
    }

    UserDetails details() {
        return new UserDetails(displayName, roles);
    }

    Change change(UserDetails wanted) {
        List<UserEvent> events = new ArrayList<>();
        String name = wanted.displayName().strip();
        List<String> newRoles = sorted(wanted.roles());
        if (!name.equals(displayName)) {
            events.add(new UserEvent.Changed(id, username, name, new UserEvent.OldName(displayName)));
        }
        if (!newRoles.equals(roles)) {
            events.add(new UserEvent.RolesChanged(id, username, newRoles, new UserEvent.OldRoles(roles)));
        }
        return new Change(
                new User(id, username, name, status, newRoles, version + events.size(), createdAt, lastLoginAt),
                events);
    }

    Change disable() {
        return status.equals(DISABLED)
                ? unchanged()
                : new Change(withStatus(DISABLED), List.of(new UserEvent.Disabled(id, username)));
    }

    /** The last admin has left, and stays able to let others in. */
    Change refuseDisabling(UUID employee) {
        return new Change(
                withStatus(status), List.of(new UserEvent.DisablingRefused(id, username, "last_admin", employee)));
    }

    Change enable() {
        return status.equals(ACTIVE)
                ? unchanged()
                : new Change(withStatus(ACTIVE), List.of(new UserEvent.Enabled(id, username)));
    }

    /** @throws Problem 409 when the audit trail knows what they did */
    Change delete() {
        if (lastLoginAt != null) {
            throw Problem.conflict(
                    "has_history",
                    username + " has logged in (last on " + lastLoginAt
                            + "): the audit trail refers to this user. Disable the user instead.");
        }
        return new Change(withStatus(DISABLED), List.of(new UserEvent.Deleted(id, username)));
    }

    /** Whether they can administrate now, and could not after the change. */
    boolean losesAdmin(User after) {
        return isActiveAdmin() && !after.isActiveAdmin();
    }

    private boolean isActiveAdmin() {
        return status.equals(ACTIVE) && roles.contains(Roles.ADMIN);
    }

    private Change unchanged() {
        return new Change(this, List.of());
    }

    private User withStatus(String newStatus) {
        return new User(id, username, displayName, newStatus, roles, version + 1, createdAt, lastLoginAt);
    }

    private static List<String> sorted(List<String> roles) {
        return roles.stream().distinct().sorted().toList();
    }
}
