/** What is loaded of which run, kept in the target in the same transactions as the rows. */
@NullMarked
package io.understudy.loader.ledger;

import org.jspecify.annotations.NullMarked;
