/** The comparison for people and programs: a table, JSON, a page with plots, plain words. */
@NullMarked
package dev.sluice.load.report;

import org.jspecify.annotations.NullMarked;
