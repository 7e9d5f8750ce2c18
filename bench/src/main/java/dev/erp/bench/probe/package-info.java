/** What a run cost: CPU time from {@code /proc}, statements, commits, WAL and fsyncs from PostgreSQL's own statistics. */
package dev.erp.bench.probe;
