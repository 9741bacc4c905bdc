/** Everything the api takes from its environment, read once. */
export interface Config {
  databaseUrl: string;
  temporalAddress?: string;
  temporalNamespace: string;
  port: number;
  publicUrl: string;
  webRoot?: string;
}

/** Throws one sentence that names what is missing. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const databaseUrl = env.DATABASE_URL;
  if (!databaseUrl) throw new Error('缺少环境变量 DATABASE_URL：请填写 PostgreSQL 连接地址。');
  const port = Number(env.PORT ?? 3000);
  return {
    databaseUrl,
    port,
    publicUrl: env.PUBLIC_URL ?? `http://127.0.0.1:${port}`,
    temporalNamespace: env.TEMPORAL_NAMESPACE ?? 'default',
    ...(env.TEMPORAL_ADDRESS ? { temporalAddress: env.TEMPORAL_ADDRESS } : {}),
    ...(env.WEB_ROOT ? { webRoot: env.WEB_ROOT } : {}),
  };
}

export const CONFIG = Symbol('config');
export const DATABASE = Symbol('database');
