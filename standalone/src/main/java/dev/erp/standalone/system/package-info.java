/**
 * Runs every service on this machine, on embedded PostgreSQL and Kafka: all in one JVM ({@link
 * dev.erp.standalone.system.ErpSystem}) or each as a process of its own ({@link dev.erp.standalone.system.ServiceProcesses}).
 * Services are known as executable jars and addresses alone; no class of theirs is named here.
 */
package dev.erp.standalone.system;
