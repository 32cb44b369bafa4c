import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cutOff } from './cut-off.ts'
import { goTo, locationId, openScreensWorld, type ScreensWorld } from './screens-world.ts'

/** DX-R44: words 40 % longer than English break no screen in the smallest window. */
const root = join(import.meta.dirname, '..', '..')
let folder: string
let world: ScreensWorld
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-pseudo-'))
  await build({
    root: join(root, 'src-renderer'),
    configFile: join(root, 'vite.config.ts'),
    mode: 'pseudo',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  world = await openScreensWorld([], folder)
}, 240_000)
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

test('[DX-A42] no screen overflows at 1024 px, and every word on it is one of ours', async () => {
  const desk = await world.desk('Pseudo')
  const page = await desk.window({ size: { width: 1024, height: 640 } })
  const behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  const sera = await locationId(behind, 'greenhouse-1')
  behind.close()
  const found: Record<string, string[]> = {}
  const places = ['/slots', `/slots/${sera}`, `/slots/${sera}?view=list`, `/slots/${sera}?give=true`, '/members']
  for (const place of [...places, '/members?sheet=enrol', '/outbox', '/journal', '/attention']) {
    await goTo(page, place)
    expect(await page.getByRole('heading', { level: 1 }).first().innerText()).not.toBe('')
    const cut = await cutOff(page)
    if (cut.length > 0) found[place] = cut
  }
  expect(found).toEqual({})
  // The words are indeed the long ones.
  expect(await page.getByRole('navigation').first().innerText()).toContain('óoñé')
  await page.context().close()
})
