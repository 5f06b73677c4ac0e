package credence.logistic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Sums over blocks on several threads, bit-identical at any number of threads.
///
/// Each block is summed separately, and the blocks' sums are added in block order, whichever thread
/// finishes first. A sum that is ready early waits; the sums under way come from a pool of bounded
/// size, and a thread takes one from it before it takes a block, so the next block in order always
/// has one and the pool cannot deadlock.
///
/// @param <P> a block's sums
final class BlockReduction<P extends BlockReduction.Sums<P>> {
  private final ExecutorService executor;
  private final List<Kernel<P>> kernels;
  private final List<P> pool = new ArrayList<>();

  /// The computation of a block's sums.
  interface Sums<P> {
    /// Resets the sums to zero.
    void clear();

    /// Adds the sums of the following rows.
    void add(P next);
  }

  /// Sums one block; used by one thread at a time.
  interface Kernel<P> {
    /// Sums a block into cleared sums.
    void sum(int block, P into);
  }

  /// Prepares kernels and sums, to be used for any number of passes.
  BlockReduction(
      ExecutorService executor, int threads, Supplier<Kernel<P>> kernel, Supplier<P> sums) {
    this.executor = executor;
    this.kernels = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      kernels.add(kernel.get());
    }
    for (int i = 0; i < 2 * threads; i++) {
      pool.add(sums.get());
    }
  }

  /// Creates the daemon threads that reductions run on.
  static ExecutorService threads(int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().daemon().name("credence-fit-", 0).factory());
  }

  /// Sums all blocks.
  ///
  /// @param total cleared, then written to
  /// @param passes receives the share of the blocks that are summed
  /// @throws InterruptedException if this thread was interrupted before the end; all workers have
  ///   stopped
  void reduce(int blocks, P total, FitPasses passes) throws InterruptedException {
    total.clear();
    Pass pass = new Pass(blocks, total, passes);
    List<Future<?>> workers = new ArrayList<>();
    for (Kernel<P> kernel : kernels) {
      workers.add(executor.submit(() -> pass.work(kernel)));
    }
    boolean interrupted = false;
    for (Future<?> worker : workers) {
      interrupted |= await(worker, pass);
    }
    pass.rethrow();
    if (interrupted) {
      throw new InterruptedException();
    }
  }

  private boolean await(Future<?> worker, Pass pass) {
    boolean interrupted = false;
    while (true) {
      try {
        worker.get();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        pass.stopped = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException("A worker failed outside its block", e);
      }
    }
  }

  private final class Pass {
    private final int blocks;
    private final P total;
    private final FitPasses passes;
    private final BlockingQueue<P> free = new ArrayBlockingQueue<>(pool.size(), false, pool);
    private final AtomicInteger nextBlock = new AtomicInteger();
    private final Map<Integer, P> waiting = new HashMap<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private int nextToAdd;
    private volatile boolean stopped;

    Pass(int blocks, P total, FitPasses passes) {
      this.blocks = blocks;
      this.total = total;
      this.passes = passes;
    }

    void work(Kernel<P> kernel) {
      boolean more = true;
      while (more) {
        P sums = takeFree();
        int block = nextBlock.getAndIncrement();
        more = !stopped && block < blocks;
        if (more) {
          sum(kernel, block, sums);
        } else {
          free.add(sums);
        }
      }
    }

    private void sum(Kernel<P> kernel, int block, P sums) {
      try {
        sums.clear();
        kernel.sum(block, sums);
        addInOrder(block, sums);
      } catch (RuntimeException e) {
        stopped = true;
        free.add(sums);
        synchronized (this) {
          failures.add(e);
        }
      }
    }

    private synchronized void addInOrder(int block, P sums) {
      waiting.put(block, sums);
      for (P ready = waiting.remove(nextToAdd); ready != null; ready = waiting.remove(nextToAdd)) {
        total.add(ready);
        free.add(ready);
        nextToAdd++;
      }
      passes.at((double) nextToAdd / blocks);
    }

    private P takeFree() {
      try {
        return free.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("Workers are never interrupted", e);
      }
    }

    private synchronized void rethrow() {
      if (!failures.isEmpty()) {
        throw failures.getFirst();
      }
    }
  }
}
