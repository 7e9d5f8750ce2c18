package dev.erp.chassis.example;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The smallest service that can stand on the chassis; the chassis is tested through it. */
@SpringBootApplication
public class ExampleService {}
