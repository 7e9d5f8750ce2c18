package dev.erp.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The roles that the system comes with, and their permissions as the table of the API says. */
public enum Role {
    ADMIN(
            "users:read users:write roles:read roles:write api-clients:read api-clients:write keys:read keys:write"
                    + " parked-events:read parked-events:replay operations:read audit:read",
            "employees:read employees:write employees:own salaries:read salaries:write salaries:own",
            "products:read products:write stock:read stock:adjust stock:transfer warehouses:read warehouses:write",
            "reservations:read reservations:release",
            "customers:read customers:write credit-limits:write",
            "sales-orders:read sales-orders:write prices:override shipments:write",
            "suppliers:read suppliers:write",
            "purchase-orders:read purchase-orders:write purchase-orders:approve purchase-orders:receive",
            "invoices:read invoices:write bills:read bills:write payments:read payments:write",
            "dashboard:read"),
    HR_MANAGER("employees:read employees:write employees:own salaries:read salaries:write salaries:own"),
    SALES_REP(
            "employees:own salaries:own",
            "products:read stock:read warehouses:read reservations:read",
            "customers:read customers:write sales-orders:read sales-orders:write shipments:write",
            "invoices:read",
            "dashboard:read"),
    INVENTORY_MANAGER(
            "employees:own salaries:own",
            "products:read products:write stock:read stock:adjust stock:transfer warehouses:read warehouses:write",
            "reservations:read reservations:release",
            "customers:read sales-orders:read shipments:write",
            "suppliers:read suppliers:write",
            "purchase-orders:read purchase-orders:write purchase-orders:approve purchase-orders:receive",
            "bills:read",
            "dashboard:read"),
    FINANCE_MANAGER(
            "audit:read",
            "employees:own salaries:own",
            "products:read stock:read warehouses:read reservations:read",
            "customers:read credit-limits:write sales-orders:read suppliers:read purchase-orders:read",
            "invoices:read invoices:write bills:read bills:write payments:read payments:write",
            "dashboard:read"),
    VIEWER(
            "employees:own salaries:own",
            "products:read stock:read warehouses:read reservations:read",
            "customers:read sales-orders:read suppliers:read purchase-orders:read",
            "invoices:read bills:read payments:read",
            "dashboard:read");

    private final Set<String> permissions;

    Role(String... permissions) {
        this.permissions = Arrays.stream(permissions)
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    /** As in the token: lower case with underscores. */
    public String roleName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code resource:action}, sorted. */
    public List<String> permissions() {
        return List.copyOf(permissions);
    }

    /** Whether the role has any one of these. */
    public boolean may(String... anyOf) {
        return Arrays.stream(anyOf).anyMatch(permissions::contains);
    }
}
