/**
 * PostgreSQL and Kafka on this machine, without installing either: {@link dev.erp.fabric.LocalPostgres} and
 * {@link dev.erp.fabric.LocalKafka} run the real programs from jars, {@link dev.erp.fabric.Fabric} gives tests the same two
 * from Testcontainers where a Docker engine answers.
 */
package dev.erp.fabric;
