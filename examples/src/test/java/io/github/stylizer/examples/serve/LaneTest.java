package io.github.stylizer.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which pictures are painted. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LaneTest {
  private static final Picture PICTURE = new Picture(new byte[0], "png");

  private final Clients clients = new Clients(ServiceLimits.DEFAULT);
  private final Lane lane = new Lane("test", 1, 6, 1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final List<String> painted = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void end() {
    mayGoOn.countDown();
    lane.closeNow();
  }

  private void occupy() throws InterruptedException {
    lane.submit(
        clients.of("first"),
        1,
        own -> {
          begun.countDown();
          mayGoOn.await();
          return PICTURE;
        });
    begun.await();
  }

  private Painting submit(String client, double cost, String name) {
    return lane.submit(
        clients.of(client),
        cost,
        own -> {
          lane.started(own);
          painted.add(name);
          return PICTURE;
        });
  }

  private void paintAll() throws InterruptedException {
    int waiting = lane.waiting();
    mayGoOn.countDown();
    while (painted.size() < waiting) {
      Thread.sleep(5);
    }
  }

  @Test
  void whoAsksForLittleDoesNotWaitForWhoAsksForMuch() throws Exception {
    occupy();
    submit("greedy", 10, "greedy 1");
    submit("greedy", 10, "greedy 2");
    submit("modest", 0.1, "modest 1");
    submit("modest", 0.1, "modest 2");
    submit("modest", 0.1, "modest 3");
    paintAll();
    assertThat(painted).containsExactly("greedy 1", "modest 1", "modest 2", "modest 3", "greedy 2");
  }

  @Test
  void onlySoManyWaitAndWhoLeavesMakesRoom() throws Exception {
    occupy();
    Painting left = submit("a", 1, "left");
    for (String client : List.of("b", "c", "d", "e", "f")) {
      submit(client, 1, client);
    }
    assertThatThrownBy(() -> submit("g", 1, "g"))
        .isInstanceOfSatisfying(
            ServiceException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(503);
              assertThat(refused.retryAfter()).isPositive();
            });
    assertThat(lane.remove(left)).isTrue();
    submit("g", 1, "g");
    assertThat(lane.remove(left)).isFalse();
    assertThat(lane.close()).hasSize(6);
  }
}
