/**
 * What the tests of every service stand on: {@link dev.erp.testing.ServiceTest} starts the service on a real PostgreSQL and a
 * real Kafka, {@link dev.erp.testing.Api} calls it with tokens made by {@link dev.erp.testing.Tokens},
 * {@link dev.erp.testing.Topics} hears and sends events, {@link dev.erp.testing.Contracts} holds each of them against its
 * schema, and {@link dev.erp.testing.Walls} holds the code against the plan of the house.
 */
package dev.erp.testing;
