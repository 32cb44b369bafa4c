import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { preloadFile } from '../../src-main/host-electron/build-preload.ts'

/** electron-builder's own reader and validator, of the version that will pack. */
interface Builder {
  getConfig(folder: string, file: string): Promise<unknown>
  validateConfiguration(config: unknown, log: { isEnabled: boolean }): Promise<void>
}
const ours = createRequire(import.meta.url)
const theirs = createRequire(ours.resolve('electron-builder/package.json'))
const builder: Builder = theirs('app-builder-lib/out/util/config/config')
const hooks: { resolveFunction(type: string, file: string, name: string, root: string): Promise<unknown> } = theirs(
  'app-builder-lib/out/util/resolve',
)

const root = resolve(import.meta.dirname, '../..')
const targets = z.array(z.object({ target: z.string() }))
const platform = z.object({ target: targets })
const shape = z.object({
  beforePack: z.string(),
  files: z.array(z.object({ filter: z.array(z.string()) })),
  asar: z.literal(true),
  publish: z.null(),
  win: platform,
  mac: platform,
  linux: platform,
})
const read = async () => builder.getConfig(root, join(root, 'electron-builder.yml'))

test('the packing is configured as electron-builder understands it', async () => {
  const config = await read()
  await builder.validateConfiguration(config, { isEnabled: false })
  const wrong = { ...shape.parse(config), nsis: { oneClicks: false } }
  await expect(builder.validateConfiguration(wrong, { isEnabled: false })).rejects.toThrow('configuration.nsis')
})

test('packages for Windows, macOS and Linux, published nowhere', async () => {
  const { win, mac, linux } = shape.parse(await read())
  const names = [win, mac, linux].map(({ target }) => target.map((each) => each.target))
  expect(names).toEqual([['nsis'], ['dmg'], ['AppImage', 'deb']])
})

test('[E10] the fuses are burnt after packing, by our own list and not by half of one', async () => {
  const { afterPack } = z.object({ afterPack: z.string() }).parse(await read())
  expect(await hooks.resolveFunction('module', resolve(root, afterPack), 'afterPack', root)).toBeTypeOf('function')
  expect(await read()).not.toHaveProperty('electronFuses')
})

test('what the app starts from is packed, and built before', async () => {
  const { files, beforePack } = shape.parse(await read())
  const { main } = z.object({ main: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  expect(existsSync(join(root, main))).toBe(true)
  for (const needed of [
    'src-main/**/*',
    'src-shared/**/*',
    'dist/renderer/**/*',
    'dist/host-electron/**/*',
    'dist/desk/**/*',
    'package.json',
  ])
    expect(files.flatMap(({ filter }) => filter)).toContain(needed)
  expect(preloadFile).toBe(join(root, 'dist/host-electron/preload.cjs'))
  expect(await hooks.resolveFunction('module', resolve(root, beforePack), 'beforePack', root)).toBeTypeOf('function')
})
