# What bin/gateway bench does once the gateway is built: builds the load tests where they have changed, and becomes them.
# Sourced by bin/gateway; $home, $java_home, $options and the functions are from there.

classpath=$home/load-tests/target/classpath

bench_out_of_date() {
  [[ -f $classpath ]] || return 0
  local changed
  changed=$(cd "$home" && find pom.xml load-tests/pom.xml load-tests/src/main -newer "$classpath" -print 2>/dev/null | head -n 1)
  [[ -n $changed ]]
}

bench_build() {
  command -v mvn >/dev/null || fail "Maven 3.8 or later is needed to build the load tests; put mvn on the PATH"
  say "gateway: building the load tests (the first time they need Gatling, which takes a minute)..."
  [[ -x $java_home/bin/javac ]] && export JAVA_HOME=$java_home
  local log=$home/load-tests/target/build.log started=$home/load-tests/target/build.started
  : >"$started"
  # As the gateway is built: the checks of the source are for those who change it.
  if ! (cd "$home" && mvn -B -P '!errorprone' -Dcompiler.on.warning=-nowarn -pl load-tests process-classes) \
    </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    fail "the build failed; its log is above"
  fi
  touch -r "$started" "$classpath"
}

if bench_out_of_date; then
  mkdir -p "$home/load-tests/target"
  (
    if command -v flock >/dev/null; then flock 9; fi
    if bench_out_of_date; then bench_build; fi
  ) 9>"$home/load-tests/target/build.lock"
fi

# shellcheck disable=SC2206
options+=(${SLUICE_JAVA_OPTS:-})
exec "$java_home/bin/java" "${options[@]}" "-Dsluice.home=$home" \
  -cp "$home/load-tests/target/classes:$(<"$classpath")" dev.sluice.load.bench.BenchCommand "$@"
