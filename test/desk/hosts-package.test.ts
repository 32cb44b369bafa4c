import { existsSync, readFileSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { writeBillOfMaterials } from '../../src-main/host-electron/bill-of-materials.ts'
import { preloadFile } from '../../src-main/host-electron/build-preload.ts'
import { packageName } from '../../src-shared/update/manifest.ts'

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
const billShape = z.object({
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      scope: z.string(),
      licenses: z.array(z.object({ expression: z.string() })).optional(),
      hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string() })).optional(),
    }),
  ),
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

test('[E14] nothing goes out unsigned, and what goes out names all it is made of', async () => {
  expect(await read()).toHaveProperty('forceCodeSigning', true)
  const packed = shape.parse(await read()).files.flatMap(({ filter }) => filter)
  expect(packed).toContain('dist/bill-of-materials.json')
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-bill-'))
  await copyFile(join(root, 'package-lock.json'), join(folder, 'package-lock.json'))
  await writeBillOfMaterials(folder)
  const bill = billShape.parse(JSON.parse(readFileSync(join(folder, 'dist/bill-of-materials.json'), 'utf8')))
  await rm(folder, { recursive: true })
  const listed = new Map(bill.components.map((each) => [each.name, each]))
  expect([...listed.values()].filter(({ hashes }) => !hashes?.every(({ content }) => content.length === 128))).toEqual(
    [],
  )
  const locked = z.object({ packages: z.object({ '': z.object({ dependencies: z.record(z.string(), z.string()) }) }) })
  const { packages } = locked.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  const { dependencies } = packages['']
  for (const [name, version] of Object.entries(dependencies)) {
    const component = bill.components.find((each) => each.name === name && each.version === version)
    expect(component, name).toMatchObject({ licenses: [expect.anything()] })
  }
})

test('[E14] the app for macOS asks for the camera and its own compiler, and for nothing else', async () => {
  const { mac } = z.object({ mac: z.record(z.string(), z.unknown()) }).parse(await read())
  expect([mac.hardenedRuntime, mac.entitlements]).toEqual([true, mac.entitlementsInherit])
  const asked = readFileSync(join(root, String(mac.entitlements)), 'utf8').matchAll(/<key>(.*)<\/key>/g)
  const keys = [...asked].map(([, key]) => key)
  expect(keys).toEqual(['com.apple.security.cs.allow-jit', 'com.apple.security.device.camera'])
})

test('[DX-R52] a package is named as a manifest can name it', async () => {
  const { artifactName } = z.object({ artifactName: z.string() }).parse(await read())
  const names = { productName: 'Holdfast', version: '1.2.0', os: 'linux', arch: 'x64', ext: 'AppImage' }
  const name = Object.entries(names).reduce((text, [key, value]) => text.replace(`\${${key}}`, value), artifactName)
  expect(packageName.safeParse(name).success).toBe(true)
})

test('[E14] every dependency that runs something when it is installed is named, as allowed or not', () => {
  const locked = z.object({ packages: z.record(z.string(), z.object({ hasInstallScript: z.boolean().optional() })) })
  const { packages } = locked.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  const named = z.object({ allowScripts: z.record(z.string(), z.boolean()) })
  const { allowScripts } = named.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const running = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1) ?? '')
  expect(running.length).toBeGreaterThan(0)
  expect(running.filter((name) => !(name in allowScripts))).toEqual([])
})

test('what the app starts from is packed, and built before', async () => {
  const { files, beforePack } = shape.parse(await read())
  const { main } = z.object({ main: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  expect(existsSync(join(root, main))).toBe(true)
  for (const needed of [
    'src-main/**/*',
    'src-shared/**/*',
    'sync-server/**/*',
    'dist/renderer/**/*',
    'dist/host-electron/**/*',
    'dist/desk/**/*',
    'package.json',
  ])
    expect(files.flatMap(({ filter }) => filter)).toContain(needed)
  expect(preloadFile).toBe(join(root, 'dist/host-electron/preload.cjs'))
  expect(await hooks.resolveFunction('module', resolve(root, beforePack), 'beforePack', root)).toBeTypeOf('function')
})
