import { isRole, type Role } from '#domain/organisation/roles.js';

/** Everything the api takes from its environment, read once. */
export interface Config {
  databaseUrl: string;
  /** Of the login that reads for persons, READER_DATABASE_URL; without it the api's own login steps down to its role. */
  readerUrl?: string;
  temporalAddress?: string;
  temporalNamespace: string;
  port: number;
  publicUrl: string;
  webRoot?: string;
  /** Where attachments lie; FILES_ROOT. */
  filesRoot?: string;
  /** Holders of these roles work only with a second factor; SECOND_FACTOR_ROLES, by commas. Over https by default money and administration. */
  secondFactorRoles?: Role[];
}

/** Throws one sentence that names what is missing. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const databaseUrl = env.DATABASE_URL;
  if (!databaseUrl) throw new Error('缺少环境变量 DATABASE_URL：请填写 PostgreSQL 连接地址。');
  const port = Number(env.PORT ?? 3000);
  const publicUrl = env.PUBLIC_URL ?? `http://127.0.0.1:${port}`;
  return {
    databaseUrl,
    ...(env.READER_DATABASE_URL ? { readerUrl: env.READER_DATABASE_URL } : {}),
    port,
    publicUrl,
    secondFactorRoles: readRoles(env.SECOND_FACTOR_ROLES ?? (publicUrl.startsWith('https:') ? 'FN,SA,SE' : '')),
    temporalNamespace: env.TEMPORAL_NAMESPACE ?? 'default',
    ...(env.TEMPORAL_ADDRESS ? { temporalAddress: env.TEMPORAL_ADDRESS } : {}),
    filesRoot: env.FILES_ROOT ?? defaultFilesRoot,
    ...(env.WEB_ROOT ? { webRoot: env.WEB_ROOT } : {}),
  };
}

function readRoles(text: string): Role[] {
  return text
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '')
    .map((role) => {
      if (!isRole(role)) throw new Error(`环境变量 SECOND_FACTOR_ROLES 中的“${role}”不是角色代码，可用如 FN,SA,SE。`);
      return role;
    });
}

export const defaultFilesRoot = '.duban/files';

export const CONFIG = Symbol('config');
/** The record, all of it: for the door, for accounts, and for what has a scope of its own. */
export const DATABASE = Symbol('database');
/** The record as whoever asks may see it (docs/adr/0014): cases and what belongs to them are read through it. */
export const READER = Symbol('reader');
