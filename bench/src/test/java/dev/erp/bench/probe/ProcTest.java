package dev.erp.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcTest {

    @Test
    void a_process_may_have_parentheses_and_spaces_in_its_name() {
        var stat = Proc.Stat.parse("4711 (a (b) c) S 12 4711 4711 0 -1 4194560 1 0 0 0 250 50 70 30 20 0 9 0 100 0 0");

        assertThat(stat.name()).isEqualTo("a (b) c");
        assertThat(stat.parent()).isEqualTo(12);
        assertThat(stat.seconds()).isEqualTo(3.0);
        assertThat(stat.endedChildrenSeconds()).isEqualTo(1.0);
    }
}
