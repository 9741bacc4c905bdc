const PRIME = 0x0000000001000000000000000000013bn;
const BASIS = 0x6c62272e07bb014262b821756295c58dn;
const MASK = (1n << 128n) - 1n;

/**
 * The fixed id of a case that another opens (design 5): the same parent and name always give the same UUID, so that opening it twice opens it once.
 * FNV-1a over 128 bits, shaped as a UUID of version 8.
 */
export function childId(parentId: string, name: string): string {
  let hash = BASIS;
  for (const byte of new TextEncoder().encode(`${parentId}/${name}`)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  const hex = hash.toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
