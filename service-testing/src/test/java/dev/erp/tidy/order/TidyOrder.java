package dev.erp.tidy.order;

/** A house that stands. */
public record TidyOrder(String number) {}
