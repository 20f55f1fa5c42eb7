/** FNV-1a of a text, its halves mixed: a whole number of 32 bits. Texts that differ may share one. */
export function hashOf(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value ^ (value >>> 15)) >>> 0
}
