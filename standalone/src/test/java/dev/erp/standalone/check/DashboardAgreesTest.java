package dev.erp.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardAgreesTest {

    private static final String ORDER = """
            {"status":"confirmed","gross":{"amount":"10.00","currency":"EUR"}}""";
    private static final String OVERDUE = """
            {"status":"overdue","outstanding":{"amount":"4.00","currency":"EUR"},"paid":{"amount":"6.00","currency":"EUR"}}""";
    private static final String SUMMARY = """
            {"lagMs":0,"orders":[{"status":"confirmed","count":%d}],"invoices":[{"status":"partially_paid","count":1}],
             "currencies":[{"currency":"EUR","ordered":{"total":{"amount":"%s"}},"paid":{"total":{"amount":"6.00"}},
                            "receivable":{"total":{"total":{"amount":"4.00"}}}}]}
            """;

    private final Answers services = Answers.NONE
            .withList("/api/v1/sales-orders", List.of(ORDER))
            .withList("/api/v1/invoices", List.of(OVERDUE));

    @Test
    void it_holds_when_both_say_the_same() {
        assertThat(new DashboardAgrees()
                        .finding(services.withDashboard(SUMMARY.formatted(1, "10.00")))
                        .holds())
                .isTrue();
    }

    @Test
    void a_count_and_an_amount_that_differ_are_named() {
        Finding finding = new DashboardAgrees().finding(services.withDashboard(SUMMARY.formatted(2, "20.00")));
        assertThat(finding.offenders())
                .containsExactly(
                        "order confirmed: the dashboard says 2, the services say 1",
                        "ordered in EUR: the dashboard says 20.00, the services say 10.00");
    }
}
