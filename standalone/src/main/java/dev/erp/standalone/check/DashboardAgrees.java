package dev.erp.standalone.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The dashboard, which knows events alone, says what the services themselves say: how many of everything, and for how much. */
final class DashboardAgrees implements Guarantee {
    private final Finding.Builder found = new Finding.Builder("the dashboard says what the services say");
    private final Map<String, String> remaining = new HashMap<>();

    @Override
    public void see(Event event) {
        // an order says what was ordered at first; what is left of it is in its event
        if (event.kind().equals("sales.order.reduced")) {
            remaining.put(event.key(), event.data().at("/remaining/gross").asString("0"));
        }
    }

    @Override
    public Finding finding(Services services) {
        JsonNode summary = services.dashboard();
        Map<String, BigDecimal> said = new TreeMap<>();
        statuses(said, "order", summary.path("orders"));
        statuses(said, "invoice", summary.path("invoices"));
        statuses(said, "product", summary.path("products"));
        statuses(said, "customer", summary.path("customers"));
        statuses(said, "supplier", summary.path("suppliers"));
        statuses(said, "employee", summary.path("employees"));
        statuses(said, "user", summary.path("users"));
        said.keySet().remove("user deleted");
        for (JsonNode currency : summary.path("currencies")) {
            String code = currency.path("currency").asString();
            add(said, "ordered in " + code, currency.at("/ordered/total/amount").asString("0"));
            add(
                    said,
                    "receivable in " + code,
                    currency.at("/receivable/total/total/amount").asString("0"));
            add(said, "paid in " + code, currency.at("/paid/total/amount").asString("0"));
        }
        compare(said, asked(services));
        if (summary.path("lagMs").asLong(0) > 0) {
            found.remark("the dashboard is %d ms behind"
                    .formatted(summary.path("lagMs").asLong()));
        }
        return found.build();
    }

    private Map<String, BigDecimal> asked(Services services) {
        Map<String, BigDecimal> asked = new TreeMap<>();
        services.each("/api/v1/sales-orders", order -> {
            String status = order.path("status").asString();
            add(asked, "order " + status, "1");
            if (!status.equals("rejected") && !status.equals("cancelled") && !status.equals("quotation")) {
                JsonNode gross = order.path("gross");
                String left = remaining.getOrDefault(
                        order.path("id").asString(""), gross.path("amount").asString("0"));
                add(asked, "ordered in " + gross.path("currency").asString(), left);
            }
        });
        services.each("/api/v1/invoices", invoice -> {
            String status = invoice.path("status").asString();
            add(asked, "invoice " + stage(status), "1");
            if (stage(status).equals("sent")) {
                money(asked, "receivable in ", invoice.path("outstanding"));
            }
            if (!status.equals("void")) {
                money(asked, "paid in ", invoice.path("paid"));
            }
        });
        for (String kind : new String[] {"product", "customer", "supplier", "employee", "user"}) {
            services.each("/api/v1/" + kind + "s", item -> add(asked, kind + " " + status(item), "1"));
        }
        return asked;
    }

    private static String status(JsonNode item) {
        return item.path("status").asString(item.path("disabled").asBoolean(false) ? "disabled" : "active");
    }

    /** Whether a sent invoice is overdue depends on the day, and no event says it. */
    private static String stage(String status) {
        return switch (status) {
            case "partially_paid", "overdue", "sent" -> "sent";
            case "paid", "credited" -> "settled";
            default -> status;
        };
    }

    private static void statuses(Map<String, BigDecimal> said, String kind, JsonNode counts) {
        counts.forEach(count -> {
            String status = count.path("status").asString();
            add(
                    said,
                    kind + " " + (kind.equals("invoice") ? stage(status) : status),
                    Long.toString(count.path("count").asLong()));
        });
    }

    private static void money(Map<String, BigDecimal> asked, String what, JsonNode money) {
        add(
                asked,
                what + money.path("currency").asString(),
                money.path("amount").asString("0"));
    }

    private static void add(Map<String, BigDecimal> sums, String what, String amount) {
        sums.merge(what, new BigDecimal(amount), BigDecimal::add);
    }

    private void compare(Map<String, BigDecimal> said, Map<String, BigDecimal> asked) {
        TreeMap<String, BigDecimal> all = new TreeMap<>(said);
        all.putAll(asked);
        all.keySet().forEach(what -> {
            found.checked();
            BigDecimal dashboard = said.getOrDefault(what, BigDecimal.ZERO);
            BigDecimal services = asked.getOrDefault(what, BigDecimal.ZERO);
            if (dashboard.compareTo(services) != 0) {
                found.violation("%s: the dashboard says %s, the services say %s".formatted(what, dashboard, services));
            }
        });
    }
}
