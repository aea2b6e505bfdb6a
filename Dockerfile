# One image per app: docker build --build-arg APP=worker . (ingress, worker, sender, console or doctor)
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS base
WORKDIR /app
ENV DO_NOT_TRACK=1 \
    NPM_CONFIG_UPDATE_NOTIFIER=false

# What this app needs of the repository, its package.json files apart: installing depends on those only.
FROM base AS pruned
ARG APP
RUN npm install --global turbo@2.11.9
COPY . .
RUN turbo prune "@bellhop/${APP}" --docker

FROM base AS built
ARG APP
COPY --from=pruned /app/out/json/ ./
RUN npm ci --ignore-scripts
COPY --from=pruned /app/out/full/ ./
COPY tsconfig.base.json prisma.config.ts ./
COPY prisma/ prisma/
RUN npx turbo run build --filter="@bellhop/${APP}" \
    && find apps packages -type d -name src -prune -exec rm -r {} + \
    && rm -rf apps/console/ui \
    && find apps packages \( -name test -o -name node_modules -o -name .turbo \) -prune -exec rm -r {} +

FROM base AS installed
COPY --from=pruned /app/out/json/ ./
# Prisma's client brings two compilers per database; the schema names the small one for Postgres.
RUN npm ci --omit=dev --omit=optional --ignore-scripts \
    && rm -rf node_modules/@prisma/client/runtime/*mysql* node_modules/@prisma/client/runtime/*sqlite* \
        node_modules/@prisma/client/runtime/*sqlserver* node_modules/@prisma/client/runtime/*cockroachdb* \
        node_modules/@prisma/client/runtime/*_fast_* \
    && find node_modules -name '*.map' -delete

FROM base
ARG APP
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080
COPY --from=installed /app/ ./
COPY --from=built /app/apps/ apps/
COPY --from=built /app/packages/ packages/
COPY prisma/migrations/ prisma/migrations/
# A volume that is mounted there takes its owner over.
RUN install -d -o node -g node /media
WORKDIR /app/apps/${APP}
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Without a shell between them, SIGTERM reaches the app. V8's helpers, four by default, would mostly wait for the processors and keep garbage collection waiting.
# And what V8 has seen to live long under load it would then make among what is old, where it and all that it leads to stays until the whole heap is collected.
# Node 24's choices of room for what is new and of compilers need up to 350 MB under load: docs/decisions/0009.
CMD ["node", "--v8-pool-size=1", "--no-allocation-site-pretenuring", "--max-semi-space-size=8", "--no-maglev", "dist/main.js"]
