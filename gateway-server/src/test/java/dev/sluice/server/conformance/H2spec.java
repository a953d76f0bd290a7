package dev.sluice.server.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The h2spec program, out of the jar of a Maven plugin that carries it. */
final class H2spec {
  private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
  private static final int TAR_BLOCK = 512;
  private static final int TAR_SIZE_AT = 124;
  private static final int TAR_SIZE_LENGTH = 11;
  private static final Duration AT_MOST = Duration.ofMinutes(5);

  /** A machine under load may be slow; only a case that fails takes as long. */
  private static final String CASE_SECONDS = "5";

  private H2spec() {}

  /** Runs every case; answers what went wrong, or an empty text, by {@code section: case}. */
  static Map<String, String> run(String name, int port, List<String> options) {
    Path directory = Program.directory(name);
    List<String> command = new ArrayList<>(List.of(
        extract(directory).toString(),
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(port),
        "-P",
        "/v1/topics/a?wait=0",
        "-o",
        CASE_SECONDS,
        "-j",
        "junit.xml"));
    command.addAll(options);
    Program.run(directory, AT_MOST, command);
    return results(directory.resolve("junit.xml"));
  }

  private static Path extract(Path directory) {
    Path program = directory.resolve("h2spec");
    try (InputStream archive = H2spec.class.getResourceAsStream(ARCHIVE);
        InputStream tar = new GZIPInputStream(archive)) {
      Files.write(program, onlyFile(tar));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!program.toFile().setExecutable(true)) {
      throw new AssertionError("can't make " + program + " executable");
    }
    return program;
  }

  /** The archive begins with the header of the one file that it holds, whose size is octal. */
  private static byte[] onlyFile(InputStream tar) throws IOException {
    byte[] header = tar.readNBytes(TAR_BLOCK);
    String size = new String(header, TAR_SIZE_AT, TAR_SIZE_LENGTH, StandardCharsets.US_ASCII);
    return tar.readNBytes(Integer.parseInt(size.strip(), 8));
  }

  private static Map<String, String> results(Path report) {
    try {
      byte[] xml = Files.readAllBytes(report);
      NodeList cases = DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml))
          .getElementsByTagName("testcase");
      Map<String, String> results = new LinkedHashMap<>();
      for (int i = 0; i < cases.getLength(); i++) {
        Element one = (Element) cases.item(i);
        String name = one.getAttribute("package") + ": " + one.getAttribute("classname");
        results.merge(name, one.getTextContent().strip(), String::concat);
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new AssertionError("no report of h2spec", e);
    }
  }
}
