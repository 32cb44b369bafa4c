import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readManifest } from '../../../src-main/update/read-manifest.ts'
import { ReleaseStage } from './releases.ts'

describe('[DX-R52] the releases that a server gives', () => {
  let stage: ReleaseStage
  beforeEach(async () => {
    stage = await ReleaseStage.open()
    await stage.publish()
    await writeFile(join(stage.served, '..', 'secret.txt'), 'of the server')
  })
  afterEach(() => stage.close())
  const get = (path: string, range?: string) =>
    fetch(`${stage.address}/updates/${path}`, { headers: range ? { range } : {} })
  const name = 'stable/linux-x64/Holdfast.AppImage'

  test('whole: 200', async () => {
    const answer = await get(name)
    expect([answer.status, answer.headers.get('accept-ranges')]).toEqual([200, 'bytes'])
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(stage.bytes)
  })

  test.each([
    ['bytes=100-', 100, 300_000],
    ['bytes=0-9', 0, 10],
    ['bytes=299999-999999999', 299_999, 300_000],
  ])('a part: 206 for %s', async (range, from, to) => {
    const answer = await get(name, range)
    expect([answer.status, answer.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to - 1}/300000`])
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(stage.bytes.subarray(from, to))
  })

  test('beyond the end: 416', async () => expect((await get(name, 'bytes=300000-')).status).toBe(416))

  test.each([
    'stable/linux-x64/other.AppImage',
    'stable/linux-x64/..%2fsecret.txt',
    'stable/linux-x64/%2e%2e%2fsecret.txt',
    'stable/../secret.txt',
    'stable/solaris/manifest.json',
    'nightly/linux-x64/manifest.json',
    'stable/linux-x64/',
    'stable/linux-x64/.hidden',
  ])('nothing else: 404 for %s', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('of the server')
  })
})

test('[DX-R52] the tool makes a key that is pinned, and signs a release that desks believe', {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-sign-'))
  const tool = join(import.meta.dirname, '../../../sync-server/cli/release.ts')
  const run = (...args: string[]) => promisify(execFile)(process.execPath, [tool, ...args], { cwd: folder })
  const { stdout } = await run('key', '--id', '2026a', '--out', 'key.pem')
  const pinned = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  expect((await stat(join(folder, 'key.pem'))).mode & 0o777).toBe(0o600)
  await expect(run('key', '--id', '2026a', '--out', 'key.pem')).rejects.toThrow('EEXIST')
  await mkdir(join(folder, 'built'))
  await writeFile(join(folder, 'built', 'Holdfast.AppImage'), 'a program')
  const about = ['--platform', 'linux-x64', '--version', '1.1.0', '--minimum-os', '5.10', '--rollout', '10']
  await run('sign', '--key', '2026a=key.pem', '--package', 'built/Holdfast.AppImage', '--folder', 'updates', ...about)
  const place = join(folder, 'updates', 'stable', 'linux-x64')
  expect(await readFile(join(place, 'Holdfast.AppImage'), 'utf8')).toBe('a program')
  const manifest = await readFile(join(place, 'manifest.json'), 'utf8')
  expect(readManifest(manifest, [pinned])).toMatchObject({ version: '1.1.0', rollout: 10, size: 9, critical: false })
  await expect(run('sign', '--key', '2026a=key.pem')).rejects.toThrow()
  await rm(folder, { recursive: true })
})
