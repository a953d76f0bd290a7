/**
 * Load on a running gateway, over its ports only: what these simulations know of it is in the
 * contract.
 */
package dev.sluice.load;
