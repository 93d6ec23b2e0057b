# syntax=docker/dockerfile:1

# Both images can be replaced by mirrors: --build-arg BUILD_IMAGE=… --build-arg RUN_IMAGE=…
ARG BUILD_IMAGE=docker.io/library/rust:1.95-slim-bookworm
ARG RUN_IMAGE=gcr.io/distroless/cc-debian12:nonroot

FROM ${BUILD_IMAGE} AS build
WORKDIR /source
# The libraries first: they change less often than the program, so that layer is kept.
COPY Cargo.toml Cargo.lock build.rs ./
RUN mkdir -p src benches examples knowledge state web/dist \
    && echo 'fn main() {}' | tee src/main.rs benches/matching.rs benches/questions.rs benches/roadmap.rs benches/house.rs examples/fake_discord.rs \
    && touch src/lib.rs \
    && cargo build --locked --profile dist
COPY knowledge knowledge
COPY web/dist web/dist
COPY src src
# COPY keeps old times, by which cargo would take the empty files for the newer ones.
RUN touch src/main.rs src/lib.rs build.rs && cargo build --locked --profile dist

FROM ${RUN_IMAGE}
COPY --from=build /source/target/dist/certguide /usr/local/bin/certguide
# A folder that the unprivileged user may write to.
COPY --from=build --chown=65532:65532 /source/state /state
# Where the health check below asks; nothing outside the container can, unless this is changed.
ENV CERTGUIDE_HTTP__LISTEN=127.0.0.1:8080 \
    CERTGUIDE_STATE__DIR=/state \
    CERTGUIDE_LOG__FORMAT=json
VOLUME /state
USER 65532:65532
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["/usr/local/bin/certguide", "health"]
ENTRYPOINT ["/usr/local/bin/certguide"]
CMD ["run"]
