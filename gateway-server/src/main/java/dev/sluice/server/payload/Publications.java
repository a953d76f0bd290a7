package dev.sluice.server.payload;

import dev.sluice.core.topic.DataKind;
import dev.sluice.core.topic.Publication;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes publications of what came in, checked. Any thread. */
public final class Publications {
  private static final int MAX_EVENT_LENGTH = 255;
  private static final int MAX_CONTENT_TYPE_LENGTH = 255;
  private static final String JSON_TYPE = "application/json";
  private static final String CURL_DEFAULT_TYPE = "application/x-www-form-urlencoded";

  /** A topic holds a type for each of its messages: of these it holds one. */
  private static final Map<String, String> COMMON_TYPES = Stream.of(
          JSON_TYPE,
          JSON_TYPE + "; charset=utf-8",
          JSON_TYPE + ";charset=utf-8",
          JSON_TYPE + ";charset=UTF-8",
          "text/plain",
          "text/plain; charset=utf-8",
          "text/plain;charset=utf-8",
          "text/plain;charset=UTF-8",
          "application/octet-stream",
          CURL_DEFAULT_TYPE)
      .collect(Collectors.toUnmodifiableMap(type -> type, type -> type));

  private final int maxBytes;

  /** Makes publications of at most that many bytes of data. */
  public Publications(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The most bytes of data. */
  public int maxBytes() {
    return maxBytes;
  }

  /**
   * Of a body with its content type.
   *
   * @throws InvalidPayloadException if it claims to be JSON and isn't, or the event is not fit
   * @throws PayloadTooLargeException if it is
   */
  public Publication of(@Nullable String contentType, @Nullable String event, byte[] data) {
    checkSize(data);
    DataKind kind = kind(contentType, data);
    if (kind == DataKind.JSON) {
      Json.check(data);
    }
    return new Publication(checkedEvent(event), checkedType(contentType), kind, data);
  }

  /** Of a JSON value that was checked. Errors as for a body. */
  public Publication ofJson(@Nullable String event, byte[] value) {
    checkSize(value);
    return new Publication(checkedEvent(event), JSON_TYPE, DataKind.JSON, value);
  }

  /** Of text that was checked to be UTF-8. Errors as for a body. */
  public Publication ofText(byte[] text) {
    checkSize(text);
    return new Publication(null, null, DataKind.TEXT, text);
  }

  /** Of any bytes. Errors as for a body. */
  public Publication ofBinary(@Nullable String event, byte[] data) {
    checkSize(data);
    return new Publication(checkedEvent(event), null, DataKind.BINARY, data);
  }

  /** Of the base64 form of any bytes. Errors as for a body. */
  public Publication ofBase64(@Nullable String event, String base64) {
    try {
      return ofBinary(event, Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new InvalidPayloadException("data_base64 is not base64");
    }
  }

  private void checkSize(byte[] data) {
    if (data.length > maxBytes) {
      throw new PayloadTooLargeException(maxBytes);
    }
  }

  private static DataKind kind(@Nullable String contentType, byte[] data) {
    String type = contentType == null ? "" : mediaType(contentType);
    if (type.equals(JSON_TYPE) || type.endsWith("+json")) {
      return DataKind.JSON;
    }
    boolean text = type.isEmpty() || type.equals(CURL_DEFAULT_TYPE) || type.startsWith("text/");
    return text && Utf8.isValid(data) ? DataKind.TEXT : DataKind.BINARY;
  }

  private static String mediaType(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String checkedType(@Nullable String contentType) {
    if (contentType != null && contentType.length() > MAX_CONTENT_TYPE_LENGTH) {
      throw new InvalidPayloadException(
          "the content type is longer than " + MAX_CONTENT_TYPE_LENGTH + " characters");
    }
    return contentType == null ? null : COMMON_TYPES.getOrDefault(contentType, contentType);
  }

  private static @Nullable String checkedEvent(@Nullable String event) {
    if (event == null || event.isEmpty()) {
      return null;
    }
    if (event.length() > MAX_EVENT_LENGTH || hasControlCharacter(event)) {
      throw new InvalidPayloadException(
          "an event has at most " + MAX_EVENT_LENGTH + " characters and no control characters");
    }
    return event;
  }

  private static boolean hasControlCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
        return true;
      }
    }
    return false;
  }
}
