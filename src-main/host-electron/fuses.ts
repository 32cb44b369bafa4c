import { readFile, writeFile } from 'node:fs/promises'

/**
 * DX-R54 E10: every switch that is burnt into Electron's binary, in the order of its wire. electron-builder and the
 * `@electron/fuses` it brings know eight of the nine, so they are burnt here.
 */
const fuses = [
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['grantFileProtocolExtraPrivileges', false],
  ['wasmTrapHandlers', true],
] as const satisfies readonly (readonly [string, boolean])[]

/** Stands before each wire; a binary for two processors holds two. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const wireVersion = 1
const on = '1'.charCodeAt(0)
const off = '0'.charCodeAt(0)
/** A fuse that Electron has given up; nothing looks at it. */
const removed = 'r'.charCodeAt(0)

/**
 * Sets every fuse in Electron's binary. Throws where the binary has no wire, or one of another length: a fuse that
 * nobody has decided on must not go out.
 */
export async function burnFuses(binary: string): Promise<void> {
  const content = await readFile(binary)
  const wires = wiresIn(content)
  if (wires.length === 0) throw new Error(`There are no fuses in ${binary}.`)
  for (const at of wires) {
    const [version, length] = [content[at], content[at + 1]]
    if (version !== wireVersion || length !== fuses.length)
      throw new Error(`Electron has ${length} fuses of version ${version}; ${fuses.length} are decided on.`)
    for (const [index, [, lit]] of fuses.entries()) {
      const place = at + 2 + index
      if (content[place] !== removed) content[place] = lit ? on : off
    }
  }
  await writeFile(binary, content)
}

function wiresIn(content: Buffer): number[] {
  const wires: number[] = []
  for (let at = content.indexOf(sentinel); at >= 0; at = content.indexOf(sentinel, at + 1))
    wires.push(at + sentinel.length)
  return wires
}
