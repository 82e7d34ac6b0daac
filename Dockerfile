# The emulator and the worker in containers:
#
#   docker build --target emulator --tag cronofy-sandbox .
#   docker build --target worker --tag cronofy-worker .
#
# No Docker was available where this was written, so no image was ever built. `npm run test:slow` runs every command of this file in
# an empty folder instead. The images hold no configuration and no secret: pass both as variables when a container starts.

FROM node:24-slim AS base
WORKDIR /app
COPY package.json package-lock.json ./
# The peers are optional for users of the library. Here they are needed, in the versions of the lock file, and the tools are not.
RUN npm pkg delete devDependencies peerDependenciesMeta
RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund
# Node runs TypeScript directly.
COPY generated generated
COPY src src
COPY edge edge
ENV NODE_ENV=production
USER node

FROM base AS emulator
ENV SANDBOX_HOST=0.0.0.0
EXPOSE 4010
HEALTHCHECK --interval=5s --timeout=3s CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.SANDBOX_PORT || 4010}/`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "edge/sandbox/cli.ts"]

FROM base AS worker
ENV HOST=0.0.0.0
EXPOSE 8787
HEALTHCHECK --interval=5s --timeout=3s CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT || 8787}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "edge/worker/entries/node.ts"]
