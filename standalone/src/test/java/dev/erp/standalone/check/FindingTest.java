package dev.erp.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
    private final Finding.Builder found = new Finding.Builder("nothing is wrong");

    @Test
    void all_violations_are_counted_and_the_first_ten_shown() {
        for (int i = 1; i <= 25; i++) {
            found.violation("number " + i);
        }

        Finding finding = found.build();

        assertThat(finding.holds()).isFalse();
        assertThat(finding.violations()).isEqualTo(25);
        assertThat(finding.offenders()).hasSize(10).startsWith("number 1").endsWith("number 10");
    }

    @Test
    void what_others_have_counted_is_shown_as_far_as_there_is_room() {
        found.violation("ours");
        found.violations(40, Collections.nCopies(10, "theirs"));
        found.violations(5, List.of("no room"));

        Finding finding = found.build();

        assertThat(finding.violations()).isEqualTo(46);
        assertThat(finding.offenders()).hasSize(10).startsWith("ours").doesNotContain("no room");
    }
}
