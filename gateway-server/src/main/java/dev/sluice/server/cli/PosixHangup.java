package dev.sluice.server.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's way to hear of SIGHUP, which ends the process otherwise. Any thread.
 *
 * <p>{@code sun.misc.Signal} is all that there is for it, and is no API: the compiler warns of it
 * in a way that can't be silenced, so it is looked up. Where there is none, or no such signal, as
 * on Windows, nobody is told.
 */
final class PosixHangup implements HangupSignal {
  @Override
  public Runnable onHangup(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      Object hangup = signal.getConstructor(String.class).newInstance("HUP");
      Object before = handle.invoke(null, hangup, handler(handler, work));
      return () -> takeBack(handle, hangup, before);
    } catch (ReflectiveOperationException e) {
      return () -> {};
    }
  }

  private static Object handler(Class<?> handler, Runnable work) {
    return Proxy.newProxyInstance(
        handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
          if (method.getName().equals("handle")) {
            work.run();
          }
          return null;
        });
  }

  private static void takeBack(Method handle, Object hangup, @Nullable Object before) {
    try {
      handle.invoke(null, hangup, before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // it has worked before
    }
  }
}
