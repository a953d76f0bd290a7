package dev.sluice.load.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.load.plan.LoadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A measurement on its way from the generator's process to who started it. Any thread. */
public final class MeasurementFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MeasurementFile() {}

  /** Appears whole or not at all. */
  static void write(Measurement measurement, LoadPlan plan) {
    try {
      Path whole = plan.measurement();
      Path part = whole.resolveSibling(whole.getFileName() + ".part");
      JSON.writeValue(part.toFile(), measurement);
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Measurement read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Measurement.class);
  }
}
