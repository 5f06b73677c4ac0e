package credence.benchmarks.load;

import credence.benchmarks.inputs.ExampleModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts a load on a server and prints one line, `LOAD key=value …`.
@Command(
    name = "load",
    description = "Puts a load on a server and prints one line of figures.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "URL", description = "Where the exercise's example is posted to.")
  private URI url = URI.create("http://127.0.0.1:8080/predict");

  @Option(names = "--connections", description = "How many connections.")
  private int connections = 16;

  @Option(names = "--pipeline", description = "Requests on their way on one connection at a time.")
  private int pipeline = 1;

  @Option(names = "--rate", description = "Requests per second; 0: as fast as answers come.")
  private double perSecond;

  @Option(names = "--ramp", description = "Seconds in which the rate grows from 0; not counted.")
  private double rampSeconds;

  @Option(names = "--warmup", description = "Seconds, after the ramp, that are not counted.")
  private double warmupSeconds;

  @Option(names = "--seconds", description = "Seconds that are counted.")
  private double seconds = 10;

  @Option(names = "--requests", description = "How many requests at most.")
  private long requestsMax = Long.MAX_VALUE;

  @Option(names = "--timeline", description = "CSV file for the latency of each window.")
  private @Nullable Path timeline;

  @Option(names = "--timeline-millis", description = "The length of a window.")
  private int timelineMillis = 100;

  @Option(names = "--idle", description = "Connections that are answered once and then rest.")
  private int idle;

  @Option(names = "--slow-readers", description = "Connections that read 160 bytes a second.")
  private int slowReaders;

  @Option(names = "--slow-writers", description = "Connections that write 10 bytes a second.")
  private int slowWriters;

  @Option(names = "--collect", description = "Ask the JVM of this process for a full collection.")
  private long collect;

  @Option(names = "--every-millis", description = "How often that is done.")
  private int everyMillis = 1_000;

  @Option(
      names = "--rehearse",
      description = "A URL of another server that gets the load for 5 s first, uncounted.")
  private @Nullable URI rehearse;

  @Option(names = "--await", description = "A URL that has to answer 200 before the load begins.")
  private @Nullable URI await;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rehearse != null) {
      new LoadGenerator(
              new HttpRequest(rehearse).address(),
              new HttpRequest(rehearse).post(ExampleModels.EXAMPLE),
              new LoadSettings(connections, pipeline, null, 0, 5, Long.MAX_VALUE, 0),
              _ -> {})
          .run();
    }
    if (await != null) {
      FirstAnswer.awaitOk(await);
    }
    HttpRequest target = new HttpRequest(url);
    byte[] request = target.post(ExampleModels.EXAMPLE);
    Peers peers = new Peers(target.address(), request);
    peers.openIdle(idle);
    peers.openSlowReaders(slowReaders, new HttpRequest(url.resolve("/openapi.json")).get());
    peers.openSlowWriters(slowWriters);
    Disturbance collections =
        collect == 0
            ? null
            : new Disturbance("collections", everyMillis, new JvmDiagnostics(collect)::collect);
    LoadGenerator generator = new LoadGenerator(target.address(), request, settings(), peers::tick);
    if (collections != null) {
      collections.start((long) (1e3 * (rampSeconds + warmupSeconds)) + 500);
    }
    LoadFigures figures = generator.run();
    StringBuilder line = new StringBuilder(figures.line(seconds));
    if (collections != null) {
      line.append(' ').append(collections.end());
    }
    if (idle + slowReaders + slowWriters > 0) {
      line.append(" peers_closed=").append(peers.closedByServer());
    }
    if (timeline != null) {
      figures.writeTimeline(timeline);
    }
    out().println(line);
    return 0;
  }

  private LoadSettings settings() {
    return new LoadSettings(
        connections,
        pipeline,
        perSecond > 0 ? new Schedule(perSecond, rampSeconds) : null,
        rampSeconds + warmupSeconds,
        seconds,
        requestsMax,
        timeline == null ? 0 : timelineMillis);
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
