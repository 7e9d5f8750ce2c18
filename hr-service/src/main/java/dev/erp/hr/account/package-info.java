/** The user accounts that employees are linked to: what is known of them here. */
package dev.erp.hr.account;
