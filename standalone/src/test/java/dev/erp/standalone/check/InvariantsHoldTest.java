package dev.erp.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvariantsHoldTest {

    private static Finding judged(String answer) {
        return new History().judgedBy(new InvariantsHold("sales"), Answers.NONE.withInvariants(answer));
    }

    @Test
    void invariants_without_violations_hold() {
        Finding finding = judged("""
                [{"name": "nothing_is_parked", "count": 0, "violations": []},
                 {"name": "sums_agree", "count": 0, "violations": []}]
                """);

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(2);
    }

    @Test
    void violations_are_reported_with_the_name_of_the_invariant_and_all_are_counted() {
        Finding finding = judged("""
                [{"name": "nothing_is_parked", "count": 12, "violations": ["orders 0193a8c0: rubbish", "orders 0193a8c1: rubbish"]},
                 {"name": "sums_agree", "count": 1, "violations": ["order 17"]}]
                """);

        assertThat(finding.violations()).isEqualTo(13);
        assertThat(finding.offenders())
                .containsExactly(
                        "nothing_is_parked: orders 0193a8c0: rubbish",
                        "nothing_is_parked: orders 0193a8c1: rubbish",
                        "sums_agree: order 17");
    }

    @Test
    void violations_that_nobody_counted_are_reported() {
        Finding finding = judged("[{\"name\": \"sums_agree\", \"violations\": [\"order 17\"]}]");

        assertThat(finding.violations()).isEqualTo(1);
        assertThat(finding.offenders()).containsExactly("sums_agree: order 17");
    }

    @Test
    void a_service_that_looks_after_nothing_is_reported() {
        assertThat(judged("[]").offenders()).containsExactly("sales looks after nothing");
    }
}
