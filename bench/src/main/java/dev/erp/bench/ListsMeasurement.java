package dev.erp.bench;

import dev.erp.bench.load.GetLoad;
import dev.erp.bench.load.LoadSetup;
import dev.erp.bench.load.PageWalk;
import dev.erp.bench.load.Tokens;
import dev.erp.bench.probe.Proc;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The order of things of {@code ./erp bench --lists}. */
final class ListsMeasurement {
    private static final int CONNECTIONS = 8;
    private static final int WARM_UP_SECONDS = 3;
    private static final int SECONDS = 10;
    private static final int PAGES = 1_000;

    private static final String CUSTOMER = "01900000-0000-7000-9000-000000000fa1";

    private static final List<String> LISTS = List.of(
            "/api/v1/sales-orders",
            "/api/v1/sales-orders?limit=200",
            "/api/v1/sales-orders?status=invoiced",
            "/api/v1/sales-orders?status=completed",
            "/api/v1/sales-orders?status=rejected",
            "/api/v1/sales-orders?customerId=" + CUSTOMER,
            "/api/v1/sales-orders?customerId=" + CUSTOMER + "&status=completed",
            "/api/v1/sales-orders?placedFrom=2025-03-01T00:00:00Z&placedTo=2025-03-02T00:00:00Z",
            "/api/v1/sales-orders?sort=number",
            "/api/v1/sales-orders?q=SO-2025-01500000",
            "/api/v1/sales-orders?q=PO-700000",
            "/api/v1/sales-orders?q=Lindenhof%204242",
            "/api/v1/sales-orders/waiting",
            "/api/v1/customers?q=seeblick%2099",
            "/api/v1/products",
            "/api/v1/products?category=Lighting&status=active&sort=name",
            "/api/v1/products?q=copper%20lamp",
            "/api/v1/products?q=MANY-0777",
            "/api/v1/products?q=series%2042&sort=-name",
            "/api/v1/stock?belowReorderLevel=true");

    private final RunningSystem system;
    private final LoadSetup setup;
    private final Consumer<String> say;

    ListsMeasurement(RunningSystem system, LoadSetup setup, Consumer<String> say) {
        this.system = system;
        this.setup = setup;
        this.say = say;
    }

    ListsMeasured run() {
        say.accept("Writing %,d products and %,d orders …".formatted(ManyRows.PRODUCTS, ManyRows.ORDERS));
        ManyRows.insert(system);
        Quiet.settle(system);
        URI gateway = URI.create(system.gateway());
        List<String> tokens = tokens();
        say.accept("Warming up …");
        LISTS.forEach(path -> new GetLoad(gateway, path, tokens).saturating(CONNECTIONS, WARM_UP_SECONDS));
        long before = Proc.proportionalMebibytes(system.pid(), false);
        List<ListsMeasured.Asked> lists = new ArrayList<>();
        for (String path : LISTS) {
            say.accept(path);
            lists.add(new ListsMeasured.Asked(
                    path, new GetLoad(gateway, path, tokens).arriving(CONNECTIONS, ListsMeasured.PER_SECOND, SECONDS)));
        }
        List<ListsMeasured.Pages> pages = List.of(
                pages(gateway, "/api/v1/sales-orders", tokens.getFirst()),
                pages(gateway, "/api/v1/products?sort=name", tokens.getFirst()));
        return new ListsMeasured(lists, pages, before, Proc.proportionalMebibytes(system.pid(), false));
    }

    private ListsMeasured.Pages pages(URI gateway, String path, String token) {
        say.accept("%,d pages of %s".formatted(PAGES, path));
        List<Double> millis = PageWalk.walk(gateway, path, token, PAGES);
        int some = millis.size() / 20;
        return new ListsMeasured.Pages(
                path,
                millis.size(),
                median(millis.subList(0, some)),
                median(millis.subList(millis.size() - some, millis.size())));
    }

    private static double median(List<Double> millis) {
        return millis.stream().sorted().toList().get(millis.size() / 2);
    }

    /** They live for ten minutes, and all of this takes less. */
    private List<String> tokens() {
        try {
            return Tokens.of(setup);
        } catch (IOException e) {
            throw new BenchException(e.getMessage(), e);
        }
    }
}
