/**
 * Asks a running system whether the guarantees hold: reads every topic from its beginning, holds what the events say against
 * each other and against what the services answer. It repairs nothing and trusts nobody.
 */
package dev.erp.standalone.check;
