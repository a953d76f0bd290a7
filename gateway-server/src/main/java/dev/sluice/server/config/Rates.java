package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;
import dev.sluice.core.time.Rate;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate: so much per second, minute or hour, or {@code off}. Immutable, any thread.
 *
 * @param amounts reads the amount
 * @param text writes it
 * @param allowed the rate in a message
 */
record Rates(Function<String, Long> amounts, Function<Long, String> text, String allowed)
    implements ValueType<Rate> {
  static final Rates OF_NUMBERS = new Rates(
      amount -> Long.valueOf(WholeNumbers.INSTANCE.parse(amount)),
      Object::toString,
      "off, or a number per s, m or h, as 10/s or 600/m");
  static final Rates OF_SIZES = new Rates(
      Sizes.INSTANCE::parse,
      Sizes.INSTANCE::show,
      "off, or a size per s, m or h, as 64KiB/s or 1GiB/h");

  private static final String OFF = "off";
  private static final Pattern FORM = Pattern.compile("([^/]+)/([smh])");

  @Override
  public Rate read(ConfigValue value) {
    String written = HoconText.of(value);
    if (written.equals(OFF)) {
      return Rate.UNLIMITED;
    }
    Matcher form = FORM.matcher(written);
    if (!form.matches()) {
      throw new InvalidValueException("is no rate");
    }
    long amount = amounts.apply(form.group(1).strip());
    if (amount < 1) {
      throw new InvalidValueException("is too small");
    }
    return new Rate(amount, Durations.of("1" + form.group(2)));
  }

  @Override
  public void check(Rate value) {
    // whatever is a rate is allowed
  }

  @Override
  public String show(Rate value) {
    if (value.isUnlimited()) {
      return OFF;
    }
    Duration period = value.period();
    return text.apply(value.amount()) + "/" + Durations.INSTANCE.show(period).substring(1);
  }
}
