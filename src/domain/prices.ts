const secretWords = [
  /закуп|себестоим|себест\.|(?<!\p{L})с\/с(?!\p{L})/u,
  /(?<!\p{L})вход(н\p{L}+)?(?!\p{L})/u,
  /(?<!\p{L})(поставк|поставщик|поставочн)/u,
  /(?<!\p{L})(учетн|балансов|инвойсн|приходн|маржа|маржин|наценк)/u,
  /(?<!\p{L})(costs?|costing|purchas\p{L}*|buy(ing)?|suppliers?|landed|margin|markup|ddp|exw|fob|cif|fca)(?!\p{L})/u,
]

/** Whether a price type is what the distributor himself pays or earns, by its name: no dealer may see it. */
export function isSecretPrice(name: string): boolean {
  const words = name.toLowerCase().replaceAll('ё', 'е')
  return secretWords.some((pattern) => pattern.test(words))
}
