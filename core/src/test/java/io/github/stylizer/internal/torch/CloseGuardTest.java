package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.StylizerException;
import io.github.stylizer.testing.OccupiedGate;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CloseGuardTest {
  private final CloseGuard lock = new CloseGuard("network");
  private final AtomicInteger freed = new AtomicInteger();

  @Test
  void isUsedUntilItIsClosedOnce() throws IOException {
    AtomicInteger written = new AtomicInteger();
    String result = lock.compute(() -> "result");
    assertThat(result).isEqualTo("result");
    lock.write(written::incrementAndGet);
    lock.close(freed::incrementAndGet);
    lock.close(freed::incrementAndGet);
    assertThat(freed).hasValue(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> lock.compute(() -> "result"))
        .withMessage("this network is closed");
    assertThatIllegalStateException().isThrownBy(() -> lock.write(written::incrementAndGet));
    assertThat(written).hasValue(1);
  }

  @Test
  void closingBlocksUntilCallsInProgressFinish() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger freedTooEarly = new AtomicInteger();
    Runnable use =
        () ->
            lock.compute(
                () -> {
                  inside.countDown();
                  await(mayEnd);
                  return freedTooEarly.addAndGet(freed.get());
                });
    Thread first = new Thread(use);
    Thread second = new Thread(use);
    first.start();
    second.start();
    inside.await();
    Thread closing = new Thread(() -> lock.close(freed::incrementAndGet));
    closing.start();
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(freed).hasValue(0);
    mayEnd.countDown();
    first.join();
    second.join();
    closing.join();
    assertThat(freed).hasValue(1);
    assertThat(freedTooEarly).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFailureLeavesItOpen() {
    assertThatIOException()
        .isThrownBy(
            () ->
                lock.write(
                    () -> {
                      throw new IOException("full");
                    }))
        .withMessage("full");
    lock.close(freed::incrementAndGet);
    assertThat(freed).hasValue(1);
  }

  /** Neither blocks: one is refused, and the other is a part of what closing waits for. */
  @Test
  void whileOneThreadClosesNewCallsAreRefusedAndThoseInProgressGoOn() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    FutureTask<String> computing =
        new FutureTask<>(
            () ->
                lock.compute(
                    () -> {
                      inside.countDown();
                      await(mayEnd);
                      lock.requireOpen();
                      return lock.compute(() -> "nested");
                    }));
    new Thread(computing).start();
    inside.await();
    Thread closing = new Thread(() -> lock.close(freed::incrementAndGet));
    closing.start();
    OccupiedGate.awaitWaiting(closing);
    assertThatIllegalStateException().isThrownBy(() -> lock.compute(() -> "new"));
    assertThat(freed).hasValue(0);
    mayEnd.countDown();
    assertThat(computing.get()).isEqualTo("nested");
    closing.join();
    assertThat(freed).hasValue(1);
  }

  @Test
  void closingFromWithinACallFreesWhenTheCallEnds() {
    String result =
        lock.compute(
            () ->
                lock.compute(
                    () -> {
                      lock.close(freed::incrementAndGet);
                      lock.close(freed::incrementAndGet);
                      assertThatIllegalStateException().isThrownBy(lock::requireOpen);
                      assertThatIllegalStateException().isThrownBy(() -> lock.compute(() -> "no"));
                      assertThat(freed).hasValue(0);
                      return "result";
                    }));
    assertThat(result).isEqualTo("result");
    assertThat(freed).hasValue(1);
    lock.close(freed::incrementAndGet);
    assertThat(freed).hasValue(1);
  }

  @Test
  void lackOfMemoryNamesTheSizeOfThePicture() {
    Shape huge = new Shape(1, 3, 1 << 22, 1 << 22);
    try (NDManager manager = PyTorchEngine.newManager(Device.cpu())) {
      assertThatExceptionOfType(StylizerException.class)
          .isThrownBy(() -> lock.compute(huge, () -> manager.zeros(huge)))
          .withMessage(
              "not enough native memory for a picture of 4194304x4194304: choose a smaller size")
          .withCauseInstanceOf(EngineException.class);
    }
  }

  @Test
  void aFailedProgramIsReportedInOneLineWithoutItsSource() {
    try (NDManager manager = PyTorchEngine.newManager(Device.cpu());
        TorchProgram program =
            TorchProgram.compile(
                "x: Tensor, y: Tensor",
                "Tensor",
                List.of("return torch.mm(x, y)"),
                manager.getDevice())) {
      ProgramArguments unfit =
          ProgramArguments.of(manager.ones(new Shape(2, 3)), manager.ones(new Shape(4, 5)));
      assertThatExceptionOfType(StylizerException.class)
          .isThrownBy(() -> lock.compute(() -> program.infer(unfit)))
          .withMessageStartingWith("PyTorch failed: mat1 and mat2 shapes cannot be multiplied")
          .withMessageNotContainingAny("\n", "Traceback", "torch.mm")
          .withCauseInstanceOf(EngineException.class);
    }
  }

  /** What a network is: an object that has a guard and memory. */
  private static final class Owner {
    private final CloseGuard guard = new CloseGuard("network");

    Owner(Runnable memory) {
      guard.watch(this, memory);
    }
  }

  @Test
  void memoryOfAForgottenOwnerIsFreed() throws InterruptedException {
    CountDownLatch forgotten = new CountDownLatch(1);
    forget(forgotten::countDown);
    for (int i = 0; i < 100 && forgotten.getCount() > 0; i++) {
      System.gc();
      forgotten.await(100, TimeUnit.MILLISECONDS);
    }
    assertThat(forgotten.getCount()).as("times it was not freed").isZero();
  }

  private static void forget(Runnable memory) {
    Owner owner = new Owner(memory);
    owner.guard.requireOpen();
  }

  @Test
  void memoryIsNotFreedTwiceNorUnderACall() throws InterruptedException {
    Owner closed = new Owner(freed::incrementAndGet);
    closed.guard.close();
    assertThat(freed).hasValue(1);
    closed = null;
    CloseGuard used = abandoned(freed::incrementAndGet);
    used.compute(
        () -> {
          for (int i = 0; i < 10; i++) {
            System.gc();
            Thread.sleep(20);
          }
          assertThat(freed).as("during the call").hasValue(1);
          return used;
        });
    for (int i = 0; i < 100 && freed.get() < 2; i++) {
      System.gc();
      Thread.sleep(50);
    }
    assertThat(freed).hasValue(2);
    assertThatIllegalStateException().isThrownBy(used::requireOpen);
  }

  /** The cleaner keeps a guard until it has noticed that the owner has gone. */
  @Test
  void aClosedOneKeepsNothing() throws InterruptedException {
    CloseGuard guard = new CloseGuard("network");
    WeakReference<Object> memory = watched(guard);
    guard.close();
    for (int i = 0; i < 100 && memory.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(memory.get()).isNull();
    assertThatIllegalStateException().isThrownBy(guard::requireOpen);
  }

  private WeakReference<Object> watched(CloseGuard guard) {
    Object memory = new Object();
    guard.watch(this, memory::hashCode);
    return new WeakReference<>(memory);
  }

  private static CloseGuard abandoned(Runnable memory) {
    return new Owner(memory).guard;
  }
}
