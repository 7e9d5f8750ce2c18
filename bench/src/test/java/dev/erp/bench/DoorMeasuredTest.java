package dev.erp.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.bench.DoorMeasured.Get;
import dev.erp.bench.DoorMeasured.Logins;
import dev.erp.bench.load.GetLoad;
import dev.erp.bench.load.LoadResult.Latency;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoorMeasuredTest {

    @Test
    void a_read_through_the_gateway_costs_what_gateway_and_service_use_over_what_the_service_uses_alone() {
        assertThat(new Get("one", 400, 0.25, 0.5, 0.5).ratio()).isEqualTo(1.5);
    }

    @Test
    void logins_are_held_against_the_mean_of_bcrypt_before_and_after() {
        assertThat(logins(Map.of(), reads(Map.of(), 5)).ratio()).isEqualTo(0.9);
    }

    @Test
    void the_harm_to_others_is_their_p99_beside_logins_over_the_same_without() {
        assertThat(logins(Map.of(), reads(Map.of(), 15)).harm()).isEqualTo(3);
    }

    @Test
    void a_refused_login_or_read_is_not_clean() {
        assertThat(measured(logins(Map.of(), reads(Map.of(), 5))).clean()).isTrue();
        assertThat(measured(logins(Map.of(503, 1L), reads(Map.of(), 5))).clean())
                .isFalse();
        assertThat(measured(logins(Map.of(), reads(Map.of(504, 1L), 5))).clean())
                .isFalse();
    }

    @Test
    void the_report_says_each_figure_beside_its_goal() {
        String report = new DoorReport(measured(logins(Map.of(503, 2L), reads(Map.of(), 15)))).text();

        assertThat(report.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "| CPU | 0.0035 ms | ≤ 0.1 ms |",
                        "| **share of bcrypt alone** | 0.90 | ≥ 0.85 |",
                        "| **others' p99, of what it was** | 3.00 | about 1 |",
                        "| one | 400 | 0.250 ms | 0.500 ms | 0.500 ms | 1.50 | ≤ 1.6 |")
                .anyMatch(line -> line.contains("**Not every request was answered as it should:** logins {503=2}"));
    }

    private static DoorMeasured measured(Logins logins) {
        return new DoorMeasured(
                BenchOptions.parse(Path.of("/erp"), "--door"),
                3_500,
                logins,
                List.of(new Get("one", 400, 0.25, 0.5, 0.5)));
    }

    private static Logins logins(Map<Integer, Long> refused, GetLoad.Result meanwhile) {
        return new Logins(12, 9, 11, 50, 9, 8, refused, 50, reads(Map.of(), 5), meanwhile);
    }

    private static GetLoad.Result reads(Map<Integer, Long> refused, double p99) {
        return new GetLoad.Result(refused, 0, 400, new Latency(100, 1, 2, p99, p99, p99));
    }
}
