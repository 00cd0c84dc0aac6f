# The site in one small image. Its data is in the volume /data; nothing else is written.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json vite.config.ts ./
COPY scripts scripts
COPY prisma prisma
COPY shared shared
COPY server server
COPY demo demo
COPY web web
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts/link-postgres.mjs scripts/link-postgres.mjs
# The client names the command line and the compiler as peers; the site runs without either.
RUN npm ci --omit=dev && node scripts/link-postgres.mjs && cd node_modules \
  && rm -rf prisma typescript @typescript effect @prisma/config @prisma/dev @prisma/engines @prisma/studio-core

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# The allocator keeps less that nobody uses.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 MALLOC_MMAP_THRESHOLD_=32768 \
    NODE_OPTIONS=--max-semi-space-size=4
RUN mkdir /data && chown node:node /data
COPY package.json LICENSE ./
COPY scripts/make-bucket.mjs scripts/make-bucket.mjs
COPY prisma/migrations prisma/migrations
COPY prisma/seed prisma/seed
COPY prisma/sql prisma/sql
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.js"]
