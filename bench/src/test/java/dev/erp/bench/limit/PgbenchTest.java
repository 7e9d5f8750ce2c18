package dev.erp.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.bench.BenchException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PgbenchTest {

    @Test
    void the_outcome_is_read_from_what_pgbench_prints() {
        var outcome = Pgbench.Outcome.parse("""
                pgbench (15.18 (Debian 15.18-0+deb12u1), server 18.4)
                transaction type: saga.sql
                scaling factor: 1
                query mode: prepared
                number of clients: 16
                number of threads: 2
                maximum number of tries: 1
                duration: 20 s
                number of transactions actually processed: 17014
                number of failed transactions: 0 (0.000%)
                latency average = 18.797 ms
                initial connection time = 61.110 ms
                tps = 851.184 (without initial connection time)
                """);
        assertThat(outcome).isEqualTo(new Pgbench.Outcome(851.184, 18.797, 17014));
    }

    @Test
    void output_of_another_kind_is_an_error() {
        assertThatThrownBy(() -> Pgbench.Outcome.parse("pgbench: error: no"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("pgbench: error: no");
    }

    @Test
    void migrations_run_in_the_order_of_their_numbers() {
        assertThat(Stream.of("V10__c.sql", "V2__b.sql", "V1__a.sql", "V0_1__x.sql", "V1_1__aa.sql")
                        .map(Path::of)
                        .sorted(new ByVersion())
                        .map(Path::toString))
                .isEqualTo(List.of("V0_1__x.sql", "V1__a.sql", "V1_1__aa.sql", "V2__b.sql", "V10__c.sql"));
    }
}
