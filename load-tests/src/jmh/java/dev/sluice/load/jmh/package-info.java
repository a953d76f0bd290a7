/** What the core's steps cost by themselves: append, drain, cursors. */
package dev.sluice.load.jmh;
