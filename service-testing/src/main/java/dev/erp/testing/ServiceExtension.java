package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** After each test class: the outbox is empty, every published event keeps its contract, and nothing blocked an event loop. */
final class ServiceExtension implements BeforeAllCallback, AfterAllCallback {

    /** Nothing that is awaited takes a second by itself; but a machine may run several modules at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        Topics.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        Database database = SpringExtension.getApplicationContext(context).getBean(Database.class);
        awaitEmptyOutbox(database);
        Topics.catchUp();
        List<String> violations = Contracts.violations(Topics.uncheckedEvents());
        assertThat(violations)
                .as("events published by this test class that break their contract")
                .isEmpty();
        assertThat(BlockingCalls.take())
                .as("blocking calls on threads that must not block")
                .isEmpty();
    }

    private static void awaitEmptyOutbox(Database database) {
        if (database.rows("SELECT 1 WHERE to_regclass('outbox') IS NULL").isEmpty()) {
            await("the outbox to be sent").until(() -> database.number("SELECT count(*) FROM outbox") == 0);
        }
    }

    private static boolean isNested(ExtensionContext context) {
        return context.getRequiredTestClass().isAnnotationPresent(Nested.class);
    }
}
