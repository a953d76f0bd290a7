/** One run from the first connection to the verdict, and what it cost on both sides. */
@NullMarked
package dev.sluice.load.measure;

import org.jspecify.annotations.NullMarked;
