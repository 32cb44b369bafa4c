import { existsSync } from 'node:fs'
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSetup, serverOf, writeSetup } from '../../../src-main/first-run/setup-file.ts'
import { serverSource } from '../../../src-main/update/server-source.ts'
import { signRelease } from '../../../sync-server/updates/sign-release.ts'
import { brokenServer, key, ReleaseStage } from './releases.ts'

let stage: ReleaseStage
beforeEach(async () => {
  stage = await ReleaseStage.open()
})
afterEach(() => stage.close())

const kept = async (): Promise<string[]> => (existsSync(stage.own) ? readdir(stage.own) : [])

describe('[DX-A51] [DX-R52] an update that is right', () => {
  test('is fetched, measured, and waits for a quiet moment', async () => {
    await stage.publish()
    const updater = stage.updater()
    expect(await updater.check()).toMatchObject({ state: 'ready', version: '1.1.0', received: stage.bytes.length })
    expect(updater.takeForInstall(true)).toBeNull()
    const file = updater.takeForInstall(false)
    expect(await readFile(file ?? '')).toEqual(stage.bytes)
    expect(updater.status.state).toBe('installed')
    expect(updater.takeForInstall(false)).toBeNull()
  })

  test('is forgotten with its package when the new version runs', async () => {
    await stage.publish()
    const before = stage.updater()
    await before.check()
    before.takeForInstall(false)
    const after = stage.updater({ version: '1.1.0' })
    expect(await kept()).toEqual([])
    expect(await after.check()).toMatchObject({ state: 'none', version: null })
  })

  test('is offered again when the system did not install it', async () => {
    await stage.publish()
    const before = stage.updater()
    await before.check()
    before.takeForInstall(false)
    expect(await stage.updater().check()).toMatchObject({ state: 'ready', version: '1.1.0' })
    expect(stage.ranges).toHaveLength(1)
  })

  test('survives a restart, and needs no server for it', async () => {
    await stage.publish()
    await stage.updater().check()
    const later = stage.updater({}, 'http://127.0.0.1:1')
    expect(await later.check()).toMatchObject({ state: 'ready', version: '1.1.0' })
  })

  test('goes on where the line broke', async () => {
    await stage.publish()
    const broken = await brokenServer(stage, 100_000)
    expect(await stage.updater({}, broken.address).check()).toMatchObject({ state: 'downloading', received: 100_000 })
    broken.close()
    stage.ranges.length = 0
    expect(await stage.updater().check()).toMatchObject({ state: 'ready' })
    expect(stage.ranges).toEqual(['bytes=100000-'])
  })

  test('a newer one takes its place before it is installed', async () => {
    await stage.publish()
    const updater = stage.updater()
    await updater.check()
    await stage.publish({ version: '1.2.0' })
    expect(await updater.check()).toMatchObject({ version: '1.2.0' })
  })

  test('one that the server takes back is not installed', async () => {
    await stage.publish()
    const updater = stage.updater()
    await updater.check()
    await stage.publish({ rollout: 0 })
    expect(await updater.check()).toMatchObject({ state: 'none' })
    expect(updater.takeForInstall(false)).toBeNull()
    expect(await kept()).toEqual([])
  })

  test('signed by the key that is to follow is as good', async () => {
    await stage.lay(signRelease(await stage.described(), [stage.next.signing]))
    expect(await stage.updater().check()).toMatchObject({ state: 'ready' })
  })

  test('a lower version is installed where the signed word says so', async () => {
    await stage.publish({ version: '0.9.0', downgrade: true })
    expect(await stage.updater().check()).toMatchObject({ state: 'ready', version: '0.9.0' })
  })
})

describe('[DX-A51] [DX-R52] an update that is wrong is refused, and the present version stays', () => {
  const refused = async (failure: string): Promise<void> => {
    const updater = stage.updater()
    expect(await updater.check()).toMatchObject({ state: 'failed', failure, version: null })
    expect(updater.takeForInstall(false)).toBeNull()
    expect(await kept()).toEqual([])
  }

  test('a flipped byte in the package', async () => {
    await stage.publish()
    const bytes = Buffer.from(stage.bytes)
    bytes[150_000] = (bytes[150_000] ?? 0) ^ 1
    await writeFile(stage.package, bytes)
    await refused('package_wrong_hash')
  })

  test('a flipped byte in what is signed', async () => {
    const signed = signRelease(await stage.described(), [stage.ours.signing])
    await stage.lay({ ...signed, payload: signed.payload.replace('1.1.0', '1.1.1') })
    await refused('manifest_not_signed')
  })

  test('a flipped byte in the signature', async () => {
    const signed = signRelease(await stage.described(), [stage.ours.signing])
    const [one] = signed.signatures
    const signature = `${one?.signature.startsWith('A') ? 'B' : 'A'}${one?.signature.slice(1)}`
    await stage.lay({ ...signed, signatures: [{ key: '2026a', signature }] })
    await refused('manifest_not_signed')
  })

  test('another key, also under our name', async () => {
    for (const id of ['stranger', '2026a']) {
      await stage.lay(signRelease(await stage.described(), [key(id).signing]))
      await refused('manifest_not_signed')
    }
  })

  test.each(['', 'null', '{}', '{"payload":"{}","signatures":[]}', '<html>'])('no manifest: %j', async (text) => {
    await stage.lay(text)
    if (text === '') expect(await stage.updater().check()).toMatchObject({ state: 'none' })
    else await refused('manifest_malformed')
  })

  test('a lower version', async () => {
    await stage.publish({ version: '0.9.9' })
    await refused('release_is_older')
  })

  test('a package that is longer than it says', async () => {
    await stage.publish({ size: 1000 })
    await refused('package_wrong_size')
  })

  test('a package that is shorter than it says', async () => {
    await stage.publish()
    await truncate(stage.package, 200_000)
    const updater = stage.updater()
    expect(await updater.check()).toMatchObject({ state: 'downloading' })
    await refused('package_wrong_size')
  })

  test('one for another machine, another channel, a newer system', async () => {
    await stage.publish({ platform: 'windows-x64' })
    await refused('release_not_for_this_machine')
    await stage.publish({ channel: 'beta' })
    await refused('release_not_for_this_machine')
    await stage.publish({ minimumOs: '6.2' })
    await refused('os_too_old')
  })

  test('a package that was changed on the disk after it was measured', async () => {
    await stage.publish()
    await stage.updater().check()
    await writeFile(join(stage.own, 'Holdfast.AppImage'), Buffer.from('something else'))
    await stage.updater({}, 'http://127.0.0.1:1').check()
    const updater = stage.updater()
    await updater.check()
    expect(await readFile(updater.takeForInstall(false) ?? '')).toEqual(stage.bytes)
  })

  test('whatever is offered to a build without a pinned key', async () => {
    await stage.publish()
    const updater = stage.updater({}, stage.address, [])
    expect(await updater.check()).toMatchObject({ state: 'none', failure: null })
    expect(await kept()).toEqual([])
  })
})

test('[DX-R47] [DX-R52] while a desk is set up there is no server to ask; then it is the one that was chosen', async () => {
  await stage.publish()
  const source = serverSource(() => serverOf(stage.own), { channel: 'stable', platform: 'linux-x64' })
  const setUp = (change: Partial<ReturnType<typeof readSetup>>) =>
    writeSetup(stage.own, { ...readSetup(stage.own, 'Desk'), ...change })
  const { answers } = readSetup(stage.own, 'Desk')
  setUp({ answers: { ...answers, address: stage.address } })
  expect(await source.manifest()).toBeNull()
  setUp({ kind: 'server', answers: { ...answers, address: stage.address } })
  const manifest = await readFile(join(stage.served, 'manifest.json'), 'utf8')
  expect(await source.manifest()).toBe(manifest)
  expect((await source.fetchPackage('Holdfast.AppImage', 0)).status).toBe(200)
  setUp({ kind: 'here', answers, serverPort: Number(new URL(stage.address).port) })
  expect(await source.manifest()).toBe(manifest)
})

test('[DX-R53] in a browser it says which version the server wants, and fetches nothing', async () => {
  await stage.publish()
  const updater = stage.updater({}, stage.address, undefined, false)
  expect(await updater.check()).toMatchObject({
    state: 'available',
    version: '1.1.0',
    running: '1.0.0',
    installs: false,
  })
  expect(updater.takeForInstall(false)).toBeNull()
  expect(stage.ranges).toEqual([])
  const wrong = signRelease(await stage.described(), [key('stranger').signing])
  await stage.lay(wrong)
  expect(await updater.check()).toMatchObject({ state: 'failed', version: null })
})

describe('[DX-R52] a person may put an update off', () => {
  const inDays = (days: number): Date => new Date(stage.now.getTime() + days * 24 * 60 * 60_000)

  test('for 14 days after it was found, and no longer', async () => {
    await stage.publish()
    const updater = stage.updater()
    await updater.check()
    expect(updater.postpone(inDays(14.01))).toMatchObject({ code: 'update_postponed_too_long' })
    expect(updater.postpone(inDays(14))).toBeNull()
    expect(updater.takeForInstall(false)).toBeNull()
    stage.now = inDays(13)
    const later = stage.updater()
    await later.check()
    expect(later.takeForInstall(false)).toBeNull()
    expect(later.postpone(inDays(2))).toMatchObject({ code: 'update_postponed_too_long' })
    stage.now = inDays(1.1)
    expect(later.takeForInstall(false)).not.toBeNull()
  })

  test('but not a critical one, and not what is not there', async () => {
    const updater = stage.updater()
    expect(updater.postpone(inDays(1))).toMatchObject({ code: 'update_none' })
    await stage.publish({ critical: true })
    await updater.check()
    expect(updater.postpone(inDays(1))).toMatchObject({ code: 'update_postponed_too_long' })
    expect(updater.takeForInstall(false)).not.toBeNull()
  })
})
