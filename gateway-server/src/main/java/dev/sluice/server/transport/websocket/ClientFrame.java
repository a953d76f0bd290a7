package dev.sluice.server.transport.websocket;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.server.payload.InvalidPayloadException;
import dev.sluice.server.payload.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A client's frame in sluice.v1: an id, and one command with its arguments, which are still to be
 * read. What could be read of a frame that isn't of this form is there as well. Used once, by one
 * thread.
 */
final class ClientFrame {
  private static final byte[] NO_ARGUMENTS = {};

  private @Nullable String id;
  private String command = "";
  private byte[] arguments = NO_ARGUMENTS;
  private @Nullable String fault;

  private ClientFrame() {}

  static ClientFrame read(byte[] text) {
    ClientFrame frame = new ClientFrame();
    try (JsonParser parser = Json.parser(text, 0, text.length)) {
      frame.readObject(parser, text);
      Json.requireEnd(parser);
      frame.requireForm();
    } catch (IOException e) {
      frame.fault = Json.invalid(e).getMessage();
    } catch (InvalidPayloadException e) {
      frame.fault = e.getMessage();
    }
    return frame;
  }

  /** The id as the client wrote it, in JSON; null where there is none. */
  @Nullable String id() {
    return id;
  }

  /** What is wrong with the frame, null where it is of the form. */
  @Nullable String fault() {
    return fault;
  }

  String command() {
    return command;
  }

  /** The command's value, in JSON. */
  byte[] arguments() {
    return arguments;
  }

  private void readObject(JsonParser parser, byte[] text) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidPayloadException("a frame is to be an object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      if (field.equals("id")) {
        readId(parser, text);
      } else {
        readCommand(field, parser, text);
      }
    }
  }

  private void readId(JsonParser parser, byte[] text) throws IOException {
    boolean scalar =
        parser.currentToken().isNumeric() || parser.currentToken() == JsonToken.VALUE_STRING;
    if (id != null || !scalar) {
      throw new InvalidPayloadException("a frame has one id, a number or a string");
    }
    id = new String(Json.rawValue(parser, text, 0), StandardCharsets.UTF_8);
  }

  private void readCommand(String field, JsonParser parser, byte[] text) throws IOException {
    byte[] value = Json.rawValue(parser, text, 0);
    if (arguments.length > 0 && fault == null) {
      fault = "a frame has one command";
    }
    command = field;
    arguments = value;
  }

  private void requireForm() {
    if (id == null) {
      throw new InvalidPayloadException("a frame has an id, a number or a string");
    }
    if (arguments.length == 0) {
      throw new InvalidPayloadException("a frame has a command");
    }
  }
}
