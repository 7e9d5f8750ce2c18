package dev.erp.chassis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void an_id_is_a_uuid_of_version_7_that_begins_with_the_time() {
        long before = System.currentTimeMillis();
        UUID id = Ids.next();
        // ids run ahead of the clock when more than 4,096 are made in a millisecond
        long time = id.getMostSignificantBits() >>> 16;

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(time).isBetween(before, before + 60_000);
    }

    @Test
    void ids_increase_and_are_unique_whichever_thread_makes_them() throws Exception {
        Callable<List<String>> make = () ->
                Stream.generate(Ids::next).limit(20_000).map(UUID::toString).toList();
        Set<String> all = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<List<String>> made : threads.invokeAll(List.of(make, make, make, make))) {
                // as text, as PostgreSQL sorts them
                assertThat(made.get()).isSorted();
                all.addAll(new ArrayList<>(made.get()));
            }
        }
        assertThat(all).hasSize(80_000);
    }
}
