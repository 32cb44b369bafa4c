import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { binaryOf } from '../../src-main/host-electron/after-pack.ts'
import { burnFuses } from '../../src-main/host-electron/fuses.ts'

/** The reader of the fuses' maker, to see what we have burnt as others see it. */
const { getCurrentFuseWire }: { getCurrentFuseWire(binary: string): Promise<Record<string, unknown>> } = createRequire(
  createRequire(createRequire(import.meta.url).resolve('electron-builder')).resolve('app-builder-lib'),
)('@electron/fuses')

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** A binary with a wire of so many fuses, all as Electron ships them. */
const wire = (states: string, version = 1): Buffer =>
  Buffer.concat([
    Buffer.from(`\x7fELF some code ${sentinel}`),
    Buffer.from([version, states.length]),
    Buffer.from(`${states} more`),
  ])

let folder: string
let binary: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-fuses-'))
  binary = join(folder, 'holdfast')
})
afterEach(() => rm(folder, { recursive: true }))

const burnt = '010011001'

describe('[E10] the fuses of Electron', () => {
  test('[E10] are all burnt as DX-R54 says', async () => {
    await writeFile(binary, wire('101100111'))
    await burnFuses(binary)
    expect(await readFile(binary)).toEqual(wire(burnt))
    const [off, on] = [48, 49]
    expect(await getCurrentFuseWire(binary)).toMatchObject({
      ...{ 0: off, 1: on, 2: off, 3: off, 4: on, 5: on, 6: off, 7: off, 8: on },
    })
  })

  test('[E10] are burnt in both halves of a binary for two processors', async () => {
    await writeFile(binary, Buffer.concat([wire('111111111'), wire('000000000')]))
    await burnFuses(binary)
    expect(await readFile(binary)).toEqual(Buffer.concat([wire(burnt), wire(burnt)]))
  })

  test('[E10] one that Electron has given up stays so', async () => {
    await writeFile(binary, wire('1r1111111'))
    await burnFuses(binary)
    expect(await readFile(binary)).toEqual(wire('0r0011001'))
  })

  test.each([
    ['a tenth fuse', wire('1011001110')],
    ['one less', wire('10110011')],
    ['a new kind of wire', wire('101100111', 2)],
    ['no wire', Buffer.from('just a program')],
  ])('[E10] a binary with %s is not packed', async (_what, content) => {
    await writeFile(binary, content)
    await expect(burnFuses(binary)).rejects.toThrow(/fuses/)
    expect(await readFile(binary)).toEqual(content)
  })

  test.each([
    ['win32', 'out/Holdfast.exe'],
    ['linux', 'out/holdfast'],
    ['darwin', 'out/Holdfast.app/Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework'],
  ])('[E10] are found in the app for %s', (electronPlatformName, place) => {
    const packager = {
      appInfo: { productFilename: 'Holdfast' },
      ...(electronPlatformName === 'linux' && { executableName: 'holdfast' }),
    }
    expect(binaryOf({ appOutDir: 'out', electronPlatformName, packager })).toBe(join(place))
  })
})
