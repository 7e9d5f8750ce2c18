/**
 * The load generator: a process of its own, so that what it costs can be told from what it measures. It places orders through
 * the gateway as clients would and hears on Kafka, as a subscriber would, when each is invoiced.
 */
package dev.erp.bench.load;
