import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildScreens, rendererFolder } from '../../../src-main/start/screens.ts'
import type { Bench } from '../measure/bench.ts'
import { type Line, short } from '../measure/line.ts'
import { sum } from '../measure/sample.ts'
import { opened } from '../stage/screens.ts'

const megabytes = (bytes: number): number => bytes / 1e6

/** Fonts and pictures are packed already. */
const sizeOf = (path: string): number => {
  const body = readFileSync(path)
  return path.endsWith('.woff2') ? body.length : gzipSync(body).length
}

/** `bundle`: what the first screen takes before anything is to be seen (desk-ux.md section 12). */
export async function bundle(bench: Bench): Promise<Line[]> {
  await buildScreens()
  const page = await (await bench.screens()).page()
  // The names of languages on the page of settings ask for a font of their own.
  await opened(page, '#/', 'main h1')
  await page.reload()
  await page.evaluate(() => window.clock.shown('nav'))
  const asked = await page.evaluate(async () => {
    await document.fonts.ready
    return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
  })
  const files = new Set(readdirSync(rendererFolder, { recursive: true, encoding: 'utf8' }))
  const loaded = new Set(['index.html', ...asked.map((path) => path.slice(1)).filter((path) => files.has(path))])
  const sizes = (ends: RegExp): number =>
    sum([...loaded].filter((path) => ends.test(path)).map((path) => sizeOf(join(rendererFolder, path))))
  const [scripts, styles, fonts] = [sizes(/\.js$/), sizes(/\.css$/), sizes(/\.woff2$/)]
  const all = sum([...loaded].map((path) => sizeOf(join(rendererFolder, path))))
  return [
    {
      figure: `bundle, first load, gzip: ${loaded.size} files`,
      ours: `${short(megabytes(all))} MB`,
      baseline: null,
      ratio: null,
      goal: '≤ 1.2 MB',
      met: megabytes(all) <= 1.2,
      notes: [
        `All that the day’s screen asks for in English: scripts ${short(megabytes(scripts))}, styles ${short(megabytes(styles))}, fonts ${short(megabytes(fonts))} MB.`,
      ],
      values: { bytes: all, scripts, styles, fonts },
    },
  ]
}
