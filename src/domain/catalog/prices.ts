const secretWords = [
  /закуп|себестоим|себест\.|(?<!\p{L})с\/с(?!\p{L})/u,
  /(?<!\p{L})вход(н\p{L}+)?(?!\p{L})/u,
  /(?<!\p{L})(поставк|поставщик|поставочн)/u,
  /(?<!\p{L})(учетн|балансов|инвойсн|приходн|маржа|маржин|наценк)/u,
  /(?<!\p{L})(costs?|costing|purchas\p{L}*|buy(ing)?|suppliers?|landed|margin|markup|ddp|exw|fob|cif|fca)(?!\p{L})/u,
]

/** True if a price type's name means a cost or a margin of the distributor: no dealer may see it. */
export function isSecretPrice(name: string): boolean {
  const words = name.toLowerCase().replaceAll('ё', 'е')
  return secretWords.some((pattern) => pattern.test(words))
}

/** True if a characteristic is a cost or margin of the distributor; «Вход» of a price is a cost, of goods a socket. */
export function isSecretCharacteristic(name: string): boolean {
  const cost = /закуп|себестоим|(?<!\p{L})(марж|наценк)|(цен|стоимост)\p{L}* (поставщик|поставк|вход)|входн\p{L}+ цен/u
  return cost.test(name.toLowerCase()) || /(?<!\p{L})(cost( price)?|purchase price|margin|markup)$/iu.test(name)
}
