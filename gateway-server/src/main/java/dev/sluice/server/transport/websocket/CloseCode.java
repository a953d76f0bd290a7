package dev.sluice.server.transport.websocket;

/** Why a WebSocket is closed (RFC 6455, 7.4, and this gateway's own from 4000 on). */
final class CloseCode {
  static final int GOING_AWAY = 1001;
  static final int PROTOCOL_ERROR = 1002;
  static final int UNSUPPORTED_DATA = 1003;
  static final int INVALID_DATA = 1007;
  static final int NOT_ALLOWED = 1008;
  static final int TOO_LARGE = 1009;
  static final int TRY_AGAIN_LATER = 1013;
  static final int TOKEN_EXPIRED = 4001;
  static final int LAGGED = 4008;
  static final int TOO_MANY = 4029;

  private CloseCode() {}
}
