package dev.erp.bench.load;

import dev.erp.bench.BenchException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes the events of very many orders, as sales would: each is quoted, and one in ten completed. Only audit-service does anything
 * because of these types; the other services read past them.
 */
public final class Publishing {
    private static final String TOPIC = "erp.sales.order";
    /** One in so many orders is completed. */
    private static final int COMPLETED = 10;

    private static final int CUSTOMERS = 10_000;
    private static final int PRODUCTS = 20_000;
    private static final int DAYS = 700;
    private static final Instant FIRST = Instant.parse("2025-01-01T08:00:00Z");
    private static final long FAMILY = 0x8000_0000_0000_0000L;

    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private Publishing() {}

    /** @return how many events; all of them are acknowledged */
    public static long orders(String bootstrap, int orders) {
        return new Publishing().run(bootstrap, orders);
    }

    /** How many events {@link #orders} publishes. */
    public static long events(int orders) {
        return orders + orders / COMPLETED;
    }

    /** The id of an order, for looking it up. */
    public static UUID order(int number) {
        return new UUID(0x0190_0000_0000_7000L, FAMILY | number);
    }

    /** The id of a customer, for looking it up. */
    static UUID customer(int number) {
        return new UUID(0x0190_0000_0001_7000L, FAMILY | number % CUSTOMERS);
    }

    private long run(String bootstrap, int orders) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024);
        long sent = 0;
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 1; i <= orders && failure.get() == null; i++) {
                send(producer, record(i, 1, sent++, "sales.order.quoted.v1", quoted(i)));
                if (i % COMPLETED == 0) {
                    send(producer, record(i, 2, sent++, "sales.order.completed.v1", """
                            {"orderId":"%s","number":"SO-2025-%08d","completedAt":"%s"}""".formatted(
                                    order(i), i, day(i))));
                }
            }
        }
        if (failure.get() != null) {
            throw new BenchException("The events cannot be published: " + failure.get(), failure.get());
        }
        return sent;
    }

    private void send(KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
        producer.send(record, (_, error) -> {
            if (error != null) {
                failure.set(error);
            }
        });
    }

    private static ProducerRecord<String, byte[]> record(
            int order, int sequence, long event, String type, String body) {
        String id = order(order).toString();
        var record = new ProducerRecord<>(TOPIC, id, body.getBytes(StandardCharsets.UTF_8));
        put(record.headers(), "ce_specversion", "1.0");
        put(
                record.headers(),
                "ce_id",
                new UUID((0x0191_0000L << 32) + (event >> 12 << 16) + 0x7000, FAMILY | event).toString());
        put(record.headers(), "ce_source", "/sales-service");
        put(record.headers(), "ce_type", type);
        put(record.headers(), "ce_subject", id);
        put(record.headers(), "ce_time", day(order).plusMillis(event % 1_000).toString());
        put(record.headers(), "content-type", "application/json");
        put(record.headers(), "ce_sequence", Integer.toString(sequence));
        put(record.headers(), "ce_actor", new UUID(0x0190_0000_0002_7000L, FAMILY | order % 50).toString());
        put(record.headers(), "ce_actorname", "Clerk " + order % 50);
        put(record.headers(), "ce_correlationid", id);
        put(record.headers(), "traceparent", "00-%032x-%016x-01".formatted(order, event + 1));
        put(record.headers(), "ce_requestid", id);
        put(record.headers(), "ce_address", "203.0.113.9");
        return record;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant day(int order) {
        return FIRST.plus(order % DAYS, ChronoUnit.DAYS);
    }

    private static String quoted(int order) {
        int euros = 10 + order % 900;
        return """
                {"orderId":"%s","number":"SO-2025-%08d","customer":{"customerId":"%s","number":"C-%06d","name":"Lindenhof %d"},\
                "currency":"EUR","rounding":"half_up_per_line","discountPercent":"0.00","lines":[%s],\
                "net":"%d.00","tax":"%d.57","gross":"%d.57","paymentTermDays":30,"validUntil":"2027-12-31","quotedAt":"%s"}""".formatted(
                        order(order),
                        order,
                        customer(order),
                        order % CUSTOMERS,
                        order % CUSTOMERS,
                        line(order, euros),
                        euros,
                        euros / 5,
                        euros + euros / 5,
                        day(order));
    }

    private static String line(int order, int euros) {
        return """
                {"line":1,"productId":"%s","sku":"MANY-%05d","name":"Lamp %d","quantity":%d,"unitPrice":"2.50",\
                "discountPercent":"0.00","net":"%d.00","taxRate":"19.00","tax":"%d.57","gross":"%d.57"}""".formatted(
                        new UUID(0x0190_0000_0003_7000L, FAMILY | order % PRODUCTS),
                        order % PRODUCTS,
                        order % PRODUCTS,
                        1 + order % 9,
                        euros,
                        euros / 5,
                        euros + euros / 5);
    }
}
