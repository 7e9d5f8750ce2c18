package dev.erp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
    private static final Path ROOT = Path.of("/erp");

    @Test
    void a_quick_bench_has_fewer_products_and_shorter_windows() {
        var options = BenchOptions.parse(ROOT, "--quick");
        var whole = BenchOptions.parse(ROOT);
        assertThat(options.products()).isLessThan(whole.products());
        assertThat(options.seconds()).isLessThan(whole.seconds());
        assertThat(whole.data()).isEqualTo(Path.of("/erp/.erp/bench"));
    }

    @Test
    void seconds_can_be_set_beside_quick() {
        assertThat(BenchOptions.parse(ROOT, "--seconds", "20", "--quick").seconds())
                .isEqualTo(20);
    }

    @Test
    void orders_are_measured_unless_something_else_is_asked_for() {
        assertThat(BenchOptions.parse(ROOT, "--door", "--keep").subject()).isEqualTo(BenchOptions.Subject.DOOR);
        assertThat(BenchOptions.parse(ROOT, "--lists").subject()).isEqualTo(BenchOptions.Subject.LISTS);
        assertThat(BenchOptions.parse(ROOT, "--keep").subject()).isEqualTo(BenchOptions.Subject.ORDERS);
    }

    @Test
    void nonsense_is_named() {
        assertThatThrownBy(() -> BenchOptions.parse(ROOT, "--fast"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("--fast");
        assertThatThrownBy(() -> BenchOptions.parse(ROOT, "--seconds", "many")).hasMessageContaining("many");
        assertThatThrownBy(() -> BenchOptions.parse(ROOT, "--seconds", "0")).hasMessageContaining("0");
        assertThatThrownBy(() -> BenchOptions.parse(ROOT, "--data")).hasMessageContaining("--data");
    }
}
