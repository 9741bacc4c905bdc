# One image: the api serves the page, the worker follows the cases, the installer prepares the database. docker-compose.yml names the commands.
FROM node:24-bookworm-slim AS build
WORKDIR /duban
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production TZ=UTC WEB_ROOT=/duban/dist/web FILES_ROOT=/data/files CHECKPOINT_DISABLE=1
WORKDIR /duban
COPY --from=build /duban/package.json /duban/prisma.config.ts ./
COPY --from=build /duban/prisma ./prisma
COPY --from=build /duban/node_modules ./node_modules
COPY --from=build /duban/dist ./dist
# Attachments: a volume that the program's own user may write.
RUN mkdir -p /data/files && chown node:node /data/files
USER node
EXPOSE 3000
CMD ["node", "dist/apps/api/main.js"]
