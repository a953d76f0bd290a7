package dev.sluice.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionListTest {
  private final FanoutScene scene = new FanoutScene();
  private final SubscriptionList<String> list = new SubscriptionList<>();

  @Test
  void walksOverAllOnceInTheOrderInWhichTheyCame() {
    List<Subscription<String>> members = add(10);
    List<Subscription<String>> met = new ArrayList<>();

    list.beginWalk();
    while (list.isWalking()) {
      met.add(list.walk());
    }

    assertThat(met).containsExactlyElementsOf(members);
  }

  @Test
  void isEmptyWhenAllWereRemoved() {
    List<Subscription<String>> members = add(5);
    list.beginWalk();
    members.forEach(list::remove);

    assertThat(list.isEmpty()).isTrue();
    assertThat(list.isWalking()).isFalse();
  }

  /** Whatever comes and goes during a walk, who stays is met. */
  @Test
  void meetsEverybodyWhoStays() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      Set<Subscription<String>> staying = new HashSet<>(add(random.nextInt(20)));
      Set<Subscription<String>> present = new HashSet<>(staying);
      Set<Subscription<String>> met = new HashSet<>();
      list.beginWalk();
      while (list.isWalking()) {
        met.add(list.walk());
        for (int changes = random.nextInt(3); changes > 0; changes--) {
          if (random.nextBoolean() || present.isEmpty()) {
            present.addAll(add(1));
          } else {
            Subscription<String> gone = List.copyOf(present).get(random.nextInt(present.size()));
            list.remove(gone);
            present.remove(gone);
            staying.remove(gone);
          }
        }
      }

      assertThat(met).containsAll(staying);
      assertThat(list.size()).isEqualTo(present.size());
      present.forEach(list::remove);
    }
  }

  private List<Subscription<String>> add(int count) {
    List<Subscription<String>> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Subscription<String> subscription = scene.subscribe("t", "latest", scene.sink());
      list.add(subscription); // its index is this list's from now on
      added.add(subscription);
    }
    return added;
  }
}
