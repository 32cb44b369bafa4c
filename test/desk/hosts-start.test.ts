import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDeskOptions } from '../../src-main/host/desk-options.ts'
import { openerFor } from '../../src-main/start/open-window.ts'

describe('options of a desk', () => {
  const needed = ['--folder', '/desk', '--server', 'https://sync.example.org']
  test('come from arguments before the environment before defaults', () => {
    const plain = { folder: '/desk', server: 'https://sync.example.org', port: 7460, name: hostname(), demo: false }
    expect(readDeskOptions(needed, {})).toEqual(plain)
    const env = { HOLDFAST_FOLDER: '/env', HOLDFAST_PORT: '8000', HOLDFAST_NAME: ' Front ' }
    expect(readDeskOptions(needed, env)).toEqual({ ...plain, port: 8000, name: 'Front' })
    expect(readDeskOptions([...needed, '--enable-logging', 'x', '--port=1'], env)).toMatchObject({ port: 1 })
    expect(readDeskOptions(needed.slice(2), {}, { folder: '/default' })).toMatchObject({ folder: '/default' })
  })

  test('[DX-R47] without the address of a server the first run asks; the demo is a word of its own', () => {
    expect(readDeskOptions(needed.slice(0, 2), {}).server).toBeUndefined()
    expect(readDeskOptions([...needed, '--demo'], {})).toMatchObject({ demo: true })
  })

  test.each([
    [[], 'name the folder of the desk: --folder'],
    [['--folder', '/d', '--server', 'ftp://x'], 'name the address of the sync server'],
    [[...needed, '--port', 'x'], '--port is a number'],
    [[...needed, '--name', 'x'.repeat(51)], '--name is at most 50 characters'],
  ])('%j is refused in words', (argv, words) => expect(() => readDeskOptions(argv, {})).toThrow(words))
})

describe('the window of a desk in a browser', () => {
  const url = 'http://127.0.0.1:7460/#token=x'

  test('needs a screen on Linux', async () => {
    expect(await openerFor(url, 'linux', {})).toBeUndefined()
    const opener = await openerFor(url, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })
    expect(opener).toMatchObject({ command: 'xdg-open', args: [url] })
  })

  test('has no tabs where a Chromium is installed or named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-path-'))
    await writeFile(join(folder, 'chromium'), '')
    const installed = await openerFor(url, 'linux', { DISPLAY: ':0', PATH: `/nowhere:${folder}` })
    await rm(folder, { recursive: true })
    expect(installed).toMatchObject({ command: 'chromium', args: [`--app=${url}`] })
  })

  test('is the default browser elsewhere', async () => {
    expect(await openerFor(url, 'darwin', {})).toMatchObject({ command: 'open', args: [url] })
    expect(await openerFor(url, 'win32', {})).toMatchObject({ command: 'rundll32', args: [expect.anything(), url] })
  })
})
