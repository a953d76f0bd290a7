/** What subscribers saw: order, loss, duplicates, gaps, and how late it was. */
@NullMarked
package dev.sluice.load.tally;

import org.jspecify.annotations.NullMarked;
