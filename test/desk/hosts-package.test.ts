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
  electronFuses: z.record(z.string(), z.boolean()),
  win: platform,
  mac: platform,
  linux: platform,
})
const read = async () => builder.getConfig(root, join(root, 'electron-builder.yml'))

test('the packing is configured as electron-builder understands it', async () => {
  const config = await read()
  await builder.validateConfiguration(config, { isEnabled: false })
  const wrong = { ...shape.parse(config), electronFuses: { runAsNodes: false } }
  await expect(builder.validateConfiguration(wrong, { isEnabled: false })).rejects.toThrow(
    'configuration.electronFuses',
  )
})

test('packages for Windows, macOS and Linux, published nowhere', async () => {
  const { win, mac, linux } = shape.parse(await read())
  const names = [win, mac, linux].map(({ target }) => target.map((each) => each.target))
  expect(names).toEqual([['nsis'], ['dmg'], ['AppImage', 'deb']])
})

test.each([
  ['runAsNode', false],
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  ['grantFileProtocolExtraPrivileges', false],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['enableCookieEncryption', true],
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
])('[E10] the fuse %s is %s', async (fuse, on) => {
  expect(shape.parse(await read()).electronFuses).toHaveProperty(fuse, on)
})

test('[E10] no fuse is left to its default', async () => {
  const fuses = z.object({
    definitions: z.object({ FuseOptionsV1: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
  })
  const scheme: unknown = theirs('app-builder-lib/scheme.json')
  // Not a fuse: a signature that signing replaces anyway.
  const { resetAdHocDarwinSignature: _, ...known } = fuses.parse(scheme).definitions.FuseOptionsV1.properties
  expect(Object.keys(shape.parse(await read()).electronFuses).toSorted()).toEqual(Object.keys(known).toSorted())
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
