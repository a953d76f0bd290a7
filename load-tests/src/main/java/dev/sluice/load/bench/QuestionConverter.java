package dev.sluice.load.bench;

import dev.sluice.load.plan.Question;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a simulation by its name. Any thread. */
final class QuestionConverter implements ITypeConverter<Question> {
  @Override
  public Question convert(String value) {
    return Arrays.stream(Question.values())
        .filter(question -> question.label().equals(value))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("\"" + value + "\" is none of " + labels()));
  }

  private static String labels() {
    return Arrays.stream(Question.values()).map(Question::label).collect(Collectors.joining(", "));
  }
}
