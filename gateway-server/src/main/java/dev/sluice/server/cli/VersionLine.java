package dev.sluice.server.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which build this is, and on which Java it runs. Any thread. */
final class VersionLine implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VersionLine.class.getPackage().getImplementationVersion();
    String named = version == null ? "(not packaged)" : version;
    return new String[] {"sluice " + named + " (java " + Runtime.version() + ")"};
  }
}
