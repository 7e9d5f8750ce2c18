package dev.erp.audit.trail;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;

/** The topics of the system: {@code erp.audit.topics}. */
@ConfigurationProperties("erp.audit")
record AuditTopics(@Name("topics") List<String> names) {}
