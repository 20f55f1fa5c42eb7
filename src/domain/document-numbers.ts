export interface DocumentNumber {
  number: number
  /** The named kind; null for a bare number. */
  kind: 'invoice' | 'request' | null
}

const pattern =
  /^(?:(?:(?<invoice>сч[её]т(?:а|у|ом|е)?(?: на оплату)?|invoice)|(?<request>заявк(?:а|и|у|е|ой)(?: на отгрузку)?|(?:shipment )?request))[\s-]*)?(?:№|#|n|no\.?)?\s*(?<number>[1-9]\d{0,8})[.!?]?$/i

/** A text that is the number of a document: `1001`, «счёт № 1001», «заявку 1»; null for any other text. */
export function parseDocumentNumber(text: string): DocumentNumber | null {
  const { groups } = pattern.exec(text.trim().replace(/\s+/g, ' ')) ?? {}
  if (!groups) return null
  return { number: Number(groups.number), kind: groups.invoice ? 'invoice' : groups.request ? 'request' : null }
}
