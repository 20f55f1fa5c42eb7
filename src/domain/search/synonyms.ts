import type { Lookup } from './terms.ts'
import { type Stem, spell } from './words.ts'

/** What dealers call alike, a line each; a distributor adds lines of his own. */
export const usualSynonyms = `
проектор, projector
экран, screen
полотно, экран
кабель, шнур, провод, cable, cord
переходник, адаптер, adapter, adaptor
разъем, коннектор, штекер, connector, plug
удлинитель, extender
коммутатор, свитч, свич, switcher, switch
матрица, matrix
разветвитель, делитель, сплиттер, splitter
усилитель, amplifier
колонка, динамик, громкоговоритель, speaker, loudspeaker
микрофон, microphone, mic
микшер, mixer
камера, camera
панель, дисплей, монитор, display, monitor, panel
телевизор, tv, television
видеостена, videowall
крепление, кронштейн, держатель, mount, bracket
стойка, stand
передатчик, transmitter
приемник, receiver
объектив, lens
лампа, lamp
пульт, remote
питание, power
беспроводной, wireless
потолочный, ceiling
настенный, wall
наушники, headphones
процессор, processor
контроллер, controller
лазерный, laser
белый, white
черный, black
`

/** Terms with the other words of their lines; a line is words with commas, `#` begins a remark. */
export function readSynonyms(text: string, stem: Stem): Map<string, Lookup[]> {
  const found = new Map<string, Lookup[]>()
  for (const line of text.toLowerCase().split('\n')) {
    const words = (line.split('#')[0] ?? '').split(',').map((word) => word.trim())
    const lookups = words.filter((word) => word !== '').map((word) => spell(word.replaceAll('ё', 'е'), stem))
    for (const { term } of lookups) {
      const others = lookups.filter((other) => other.term !== term)
      const known = found.get(term) ?? []
      found.set(term, [...known, ...others.filter((other) => !known.some((one) => one.term === other.term))])
    }
  }
  return found
}
