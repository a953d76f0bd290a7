# Sluice in a container: docker build -t sluice . && docker run --rm -p 8080:8080 sluice
#
# The internal listener (publish API, metrics, console) is bound to 127.0.0.1 by default, inside the container too:
# it has no business on a public network. To publish from outside, bind it and map it to a private address:
#   docker run --rm -p 8080:8080 -p 127.0.0.1:8081:8081 -e SLUICE_INTERNAL_HOST=0.0.0.0 \
#     -e 'SLUICE_INTERNAL_API_KEYS=[{ name = ..., sha256 = ..., scopes = [...] }]' sluice
# Where others can reach it, it needs keys; this makes one: docker run --rm sluice api-key NAME --scope publish

FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends maven \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY gateway-core/pom.xml gateway-core/
COPY gateway-server/pom.xml gateway-server/
COPY load-tests/pom.xml load-tests/
COPY config config
COPY gateway-core/src/main gateway-core/src/main
COPY gateway-server/src/main gateway-server/src/main
# As bin/gateway builds: the checks of the source have run before.
RUN mvn -B -Dmaven.test.skip=true -P '!errorprone' -Dcompiler.on.warning=-nowarn \
    -pl gateway-server -am package

FROM eclipse-temurin:25-jre
RUN useradd --system --no-create-home --shell /usr/sbin/nologin sluice
COPY bin/gateway /opt/sluice/bin/gateway
COPY config /opt/sluice/config
COPY --from=build /src/gateway-server/target/dist/lib /opt/sluice/lib
# As bin/gateway does behind a build: this JVM learns what the gateway does, and starts sooner for it.
RUN /opt/sluice/bin/gateway learn
ENV PATH="/opt/sluice/bin:$PATH"
USER sluice
WORKDIR /opt/sluice
EXPOSE 8080 8081
ENTRYPOINT ["/opt/sluice/bin/gateway"]
CMD ["serve"]
