package dev.erp.standalone.check;

import dev.erp.standalone.api.ApiException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Every saga ends, or says why it still waits: silence is the one thing that must not be. */
final class OrdersEnd implements Guarantee {
    private record Open(String number, String state, Instant since) {}

    private final Finding.Builder found =
            new Finding.Builder("every order is invoiced, rejected or cancelled, or says why it waits");
    private final Map<String, Open> open = new HashMap<>();
    private long underWay;
    private long waiting;

    @Override
    public void see(Event event) {
        switch (event.kind()) {
            case "sales.order.placed" -> {
                found.checked();
                open.put(event.key(), new Open(event.text("number"), "pending", event.time()));
            }
            case "sales.order.confirmed" ->
                open.computeIfPresent(event.key(), (key, order) -> new Open(order.number, "confirmed", event.time()));
            case "sales.order.rejected", "sales.order.invoiced", "sales.order.cancelled" -> open.remove(event.key());
            default -> {}
        }
    }

    @Override
    public Finding finding(Services services) {
        open.forEach((id, order) -> {
            if (Guarantee.isUnderWay(order.since)) {
                underWay++;
            } else if (saysWhy(services, id)) {
                waiting++;
            } else {
                found.violation("%s (%s) has been %s since %s".formatted(order.number, id, order.state, order.since));
            }
        });
        if (underWay > 0) {
            found.remark(underWay + " are under way");
        }
        if (waiting > 0) {
            found.remark(waiting + " wait and say why");
        }
        return found.build();
    }

    private static boolean saysWhy(Services services, String id) {
        try {
            JsonNode order = services.order(id);
            boolean isBackOrder = order.path("waiting").path("for").asString("").equals("stock");
            return isBackOrder || order.path("attention").hasNonNull("reason");
        } catch (ApiException _) {
            return false;
        }
    }
}
