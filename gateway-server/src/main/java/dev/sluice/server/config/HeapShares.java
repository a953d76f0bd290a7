package dev.sluice.server.config;

import com.typesafe.config.ConfigValue;

/**
 * A size, or a percentage of the heap ({@code 40%}), and the bounds of both. Immutable, any thread.
 *
 * @param sizes the bounds of a size
 * @param percents the bounds of a percentage
 */
record HeapShares(Range<Long> sizes, Range<Integer> percents) implements ValueType<HeapShare> {
  private static final String SIGN = "%";

  @Override
  public HeapShare read(ConfigValue value) {
    String text = HoconText.of(value);
    if (!text.endsWith(SIGN)) {
      return new HeapShare.Size(sizes.notation().parse(text));
    }
    String number = text.substring(0, text.length() - SIGN.length()).strip();
    return new HeapShare.Percentage(percents.notation().parse(number));
  }

  @Override
  public void check(HeapShare value) {
    if (value instanceof HeapShare.Percentage share) {
      percents.check(share.percent());
    } else if (value instanceof HeapShare.Size size) {
      sizes.check(size.bytes());
    }
  }

  @Override
  public String allowed() {
    return sizes.allowed() + ", or a share of the heap from " + percents.least() + "% to "
        + percents.most() + SIGN;
  }

  @Override
  public String show(HeapShare value) {
    return value instanceof HeapShare.Size size
        ? sizes.show(size.bytes())
        : ((HeapShare.Percentage) value).percent() + SIGN;
  }
}
