/** A house without walls: breaks each rule of {@link dev.erp.testing.Walls} once, so that its test can fail. */
package dev.erp.broken.controller;
