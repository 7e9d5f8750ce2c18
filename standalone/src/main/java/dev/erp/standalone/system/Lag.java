package dev.erp.standalone.system;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many records each consumer group has still to read. */
public final class Lag {
    /** The only key of the answer when the broker does not answer. */
    public static final String UNREACHABLE = "(Kafka is unreachable)";

    private static final int TIMEOUT_MS = 10_000;

    private Lag() {}

    /** Records not yet committed, by group; sorted by name. */
    public static Map<String, Long> ofGroups(String bootstrap) {
        Map<String, Object> configuration = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try (Admin admin = Admin.create(configuration)) {
            return lag(admin);
        } catch (ExecutionException | TimeoutException _) {
            return Map.of(UNREACHABLE, -1L);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Map.of(UNREACHABLE, -1L);
        }
    }

    private static Map<String, Long> lag(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        for (GroupListing group :
                admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get(TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
            groups.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
        }
        if (groups.isEmpty()) {
            return Map.of();
        }
        var committed = admin.listConsumerGroupOffsets(groups).all().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        committed.values().forEach(offsets -> offsets.keySet().forEach(p -> ends.put(p, OffsetSpec.latest())));
        var latest = admin.listOffsets(ends).all().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        Map<String, Long> lag = new TreeMap<>();
        committed.forEach((group, offsets) -> lag.put(
                group,
                offsets.entrySet().stream()
                        .filter(entry -> entry.getValue() != null)
                        .mapToLong(entry -> latest.get(entry.getKey()).offset()
                                - entry.getValue().offset())
                        .sum()));
        return lag;
    }
}
