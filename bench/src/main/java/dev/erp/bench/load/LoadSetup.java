package dev.erp.bench.load;

import java.util.List;
import java.util.UUID;

/**
 * Where the generator sends its orders and what they are made of.
 *
 * @param gateway base URL; plain HTTP
 * @param kafka bootstrap servers
 * @param clerks who place the orders, in turn
 * @param customers who buy
 * @param products what is bought; a job may use the first few alone
 */
public record LoadSetup(String gateway, String kafka, List<Clerk> clerks, List<UUID> customers, List<UUID> products) {

    /** A user who may place sales orders. */
    public record Clerk(String username, String password) {}
}
