/** What holds from one day to another: the rules of jobs and salaries. */
package dev.erp.hr.history;
