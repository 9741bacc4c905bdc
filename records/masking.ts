/** 138****1234 (6.15): outside the handling chain a phone shows its ends only. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** z***@example.test: enough to recognise an address, not to use it. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '****' : `${address.slice(0, 1)}***${address.slice(at)}`;
}
