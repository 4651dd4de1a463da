/**
 * The demo's production data: {@link io.understudy.standalone.shop.Shop} writes the files of a shop
 * that does not exist, always the same ones for the same seed and number of customers.
 */
@NullMarked
package io.understudy.standalone.shop;

import org.jspecify.annotations.NullMarked;
