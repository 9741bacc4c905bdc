import type { Config } from '../config.js';
import type { SignedIn } from './guard.js';

const overHttps = (config: Config) => config.publicUrl.startsWith('https:');

/** `__Host-` where the page is served over https; a local training system on http cannot have it. */
const cookieName = (config: Config) => (overHttps(config) ? '__Host-duban' : 'duban');

/** The session's cookie (S8); without a token the one that ends it. */
export function sessionCookie(config: Config, token = ''): string {
  const secure = overHttps(config) ? '; Secure' : '';
  return `${cookieName(config)}=${token}; Path=/; HttpOnly; SameSite=Strict${secure}${token ? '' : '; Max-Age=0'}`;
}

export function tokenOf(config: Config, request: SignedIn): string | undefined {
  return request.cookies[cookieName(config)];
}
