/** Programs that run with a service's own classes and libraries, as they are in its jar, and measure what it is made of. */
package dev.erp.bench.inside;
