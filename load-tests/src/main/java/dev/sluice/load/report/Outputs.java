package dev.sluice.load.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The files of a comparison. One thread.
 *
 * <p>They appear whole, when all is measured; what an earlier command left in the folder goes
 * first, so that nobody takes it for this one's.
 */
public final class Outputs {
  private static final List<String> PLOTS = List.of("latency", "cpu", "bytes");

  private final Path folder;

  public Outputs(Path folder) {
    this.folder = folder;
  }

  public Path json() {
    return folder.resolve("comparison.json");
  }

  public Path page() {
    return folder.resolve("comparison.html");
  }

  private Path plot(String name) {
    return folder.resolve(name + ".svg");
  }

  public void removeOld() throws IOException {
    Files.deleteIfExists(json());
    Files.deleteIfExists(page());
    for (String plot : PLOTS) {
      Files.deleteIfExists(plot(plot));
    }
  }

  public void write(Comparison comparison) throws IOException {
    Plots plots = Plots.of(comparison);
    write(plot("latency"), plots.latency());
    write(plot("cpu"), plots.cpu());
    write(plot("bytes"), plots.bytes());
    write(page(), Page.of(comparison, plots));
    write(
        json(), new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(comparison));
  }

  private static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
