package io.understudy.engine.transform;

import io.understudy.engine.fake.EntityFake;

/**
 * A realistic value of the same kind, another one for every value: {@code unique: true}.
 *
 * <p>{@code ssn: 308-63-0237 -> 517-20-8841}; {@code email: NGray1@mac.com ->
 * marlon.wisoky.k3v9x2mdp7qzr4ha8tuw@example.org}.
 *
 * @param fake of an entity whose fakes are as many as its values
 */
public record UniqueFake(EntityFake fake) implements Transform {

  @Override
  public Object apply(Object value) {
    return fake.value(value);
  }
}
