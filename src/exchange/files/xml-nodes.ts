import { SaxesParser } from 'saxes'
import { BrokenFile } from './broken-file.ts'
import { sizes } from './sizes.ts'

/** An element with its whole content; names without their namespace prefixes. */
export interface XmlNode {
  name: string
  attributes: Record<string, string>
  text: string
  children: XmlNode[]
}

/** An event of an XML stream: `open` for the start of a wanted container, `node` for a whole wanted element. */
export type XmlEvent =
  | { at: 'open'; path: string; attributes: Record<string, string> }
  | { at: 'node'; path: string; node: XmlNode }

/** Paths below the root, local names joined by `/`: containers are reported when they open, nodes come whole. */
export interface WantedPaths {
  containers: ReadonlySet<string>
  nodes: ReadonlySet<string>
}

/**
 * Elements of an XML text of any length, one by one; throws BrokenFile with the line number for torn or malformed XML
 * and for a DOCTYPE other than `doctype`. Entities of that one stay as written: none is ever looked up.
 */
export async function* xmlEvents(
  texts: AsyncIterable<string>,
  wanted: WantedPaths,
  doctype?: string,
): AsyncGenerator<XmlEvent> {
  const events: XmlEvent[] = []
  const parser = listen(wanted, events, doctype)
  const guarded = (step: () => unknown) => {
    try {
      step()
    } catch (error) {
      throw error instanceof BrokenFile ? error : new BrokenFile('broken', String(parser.line))
    }
  }
  for await (const text of texts) {
    guarded(() => parser.write(text))
    yield* events.splice(0)
  }
  guarded(() => parser.close())
  yield* events.splice(0)
}

function listen(wanted: WantedPaths, events: XmlEvent[], doctype: string | undefined) {
  const parser = new SaxesParser({ xmlns: false })
  const path: string[] = []
  /** From the wanted element down to the current one; empty outside of wanted ones. */
  const open: XmlNode[] = []
  let nodes = 0

  parser.on('doctype', (text) => {
    if (doctype === undefined || /^\s*([^\s[]*)/.exec(text)?.[1] !== doctype) throw new BrokenFile('broken', 'DOCTYPE')
    parser.on('error', (error) => {
      if (!error.message.endsWith('undefined entity.')) throw error
    })
  })
  parser.on('opentag', (tag) => {
    const name = localName(tag.name)
    path.push(name)
    if (path.length > sizes.xmlDepth) throw new BrokenFile('broken', String(parser.line))
    // Paths are checked only outside of wanted elements.
    const below = open.length === 0 ? path.slice(1).join('/') : ''
    const isContainer = open.length === 0 && wanted.containers.has(below)
    if (open.length === 0) nodes = 0
    if (open.length === 0 && !isContainer && !wanted.nodes.has(below)) return
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([key, value]) => [localName(key), value]))
    if (isContainer) events.push({ at: 'open', path: below, attributes })
    if (open.length === 0 && !wanted.nodes.has(below)) return
    if (++nodes > sizes.xmlNodes) throw new BrokenFile('too_large', `<${name}> > ${sizes.xmlNodes}`)
    const node: XmlNode = { name, attributes, text: '', children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  const addText = (text: string) => {
    const node = open.at(-1)
    if (!node) return
    node.text += text
    if (node.text.length > sizes.xmlTextLetters) throw new BrokenFile('too_large', `<${node.name}>`)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const node = open.pop()
    if (node && open.length === 0) events.push({ at: 'node', path: path.slice(1).join('/'), node })
    path.pop()
  })
  return parser
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The first child of that name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name)
}

/** All grandchildren by a path: `childrenAt(goods, 'Группы', 'Ид')`. */
export function childrenAt(node: XmlNode, list: string, ...items: string[]): XmlNode[] {
  const inside = node.children.filter((child) => child.name === list)
  return inside.flatMap((child) => child.children).filter((child) => items.includes(child.name))
}

/** The words of a child on one line; empty if it does not exist. */
export function textOf(node: XmlNode | undefined, name: string): string {
  return oneLine(childOf(node, name)?.text ?? '')
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
