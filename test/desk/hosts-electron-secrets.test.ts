import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DeskFolder } from '../../src-main/desk/desk-folder.ts'
import { keepPlace, keptPlace } from '../../src-main/desk/server-place-file.ts'
import { memoryVault, sealedVault } from '../../src-main/desk/vault.ts'
import { machineKey } from '../../src-main/host-electron/key-store.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { HubPlace } from '../../src-shared/sync/hub-protocol.ts'
import { sessionGrant } from '../../src-shared/sync/protocol.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'
import { StandInKeyStore } from './hosts/electron-stand-in.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-secrets-'))
  file = join(folder, 'machine.key')
})
afterEach(() => rm(folder, { recursive: true }))

describe('[E11] the key of the machine', () => {
  test('[E11] is 32 bytes, sealed by the key store, and the same at the next start', async () => {
    const store = new StandInKeyStore()
    const key = await machineKey(store, file)
    expect(key).toHaveLength(32)
    expect(await machineKey(store, file)).toEqual(key)
    expect((await readFile(file)).includes(key?.toString('base64') ?? '')).toBe(false)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(store.calls).toEqual(['encrypt', 'decrypt'])
  })

  test.each([
    ['a text that everybody knows', 'linux', true, 'basic_text'],
    ['a store that is not known yet', 'linux', true, 'unknown'],
    ['no store', 'linux', false, 'gnome_libsecret'],
    ['no store', 'win32', false, ''],
    ['no store', 'darwin', false, ''],
  ] as const)('[E11] %s on %s counts as none', async (_what, platform, available, backend) => {
    const store = new StandInKeyStore()
    Object.assign(store, { available, backend })
    expect(await machineKey(store, file, platform)).toBeNull()
    expect(await readdir(folder)).toEqual([])
    expect(store.calls).toEqual([])
  })

  test('[E11] that another machine has sealed gives way to a new one', async () => {
    await writeFile(file, 'of another machine')
    const store = new StandInKeyStore()
    const key = await machineKey(store, file)
    expect(key).toHaveLength(32)
    expect(await machineKey(store, file)).toEqual(key)
  })

  test('[E11] is sealed again when the system has a newer key', async () => {
    const store = new StandInKeyStore()
    const key = await machineKey(store, file)
    store.rotated = true
    expect(await machineKey(store, file)).toEqual(key)
    expect(store.calls).toEqual(['encrypt', 'decrypt', 'encrypt'])
  })
})

describe('[E11] a desk with a key store', () => {
  let running: RunningApp
  const start = async (prepare = (_store: StandInKeyStore): void => {}) => {
    running = await startApp(smallDesk().door, {
      prepare: ({ safeStorage }) => prepare(Object.assign(safeStorage, { available: true })),
    })
    await vi.waitFor(() => expect(running.unlocked).toHaveLength(1))
  }
  afterEach(() => running.remove())

  test('[E11] is given the key over its own line, neither in its arguments nor in the environment', async () => {
    await start()
    const secret = running.unlocked[0]?.toString('base64') ?? 'none'
    expect(running.unlocked[0]).toHaveLength(32)
    expect(JSON.stringify([running.electron.forked, process.env])).not.toContain(secret)
  })

  test('[E11] gets the same key again when its process starts again', async () => {
    await start()
    running.electron.children[0]?.emit('exit', 9)
    await vi.waitFor(() => expect(running.unlocked).toHaveLength(2))
    expect(running.unlocked[1]).toHaveLength(32)
    expect(running.unlocked[1]).toEqual(running.unlocked[0])
  })

  test('[E11] starts without one where the store fails, and keeps no secret', async () => {
    await start((store) => {
      store.encryptStringAsync = () => Promise.reject(new Error('The person closed the question'))
    })
    expect(running.unlocked).toEqual([null])
  })
})

describe('[E11] the session on the disk, and the key of the hub', () => {
  const at = '2026-11-20T10:00:00.000Z'
  const grant = sessionGrant.parse({
    accessToken: 'an access token of the server',
    refreshToken: 'a refresh token of the server',
    user: { id: newId(), name: 'Elif' },
    tenant: { id: newId(), name: 'Garden' },
    desk: { id: newId(), name: 'Front' },
    offlineUntil: at,
  })
  const key = Buffer.alloc(32, 7)
  const contents = async (): Promise<string> => {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    return (await Promise.all(names.map(({ name }) => readFile(join(folder, name), 'latin1')))).join('\n')
  }

  test('[E11] is sealed under the key, and no token stands in any file', async () => {
    const desk = await DeskFolder.enter(folder, sealedVault(key))
    desk.keepSession(grant)
    expect(desk.session()).toEqual(grant)
    desk.leave()
    expect(await contents()).not.toMatch(/access token|refresh token|Elif/)
  })

  test('[E11] opens under no other key, and not where a byte was changed', async () => {
    const desk = await DeskFolder.enter(folder, sealedVault(key))
    desk.keepSession(grant)
    desk.leave()
    const stranger = await DeskFolder.enter(folder, sealedVault(Buffer.alloc(32, 8)))
    expect(stranger.session()).toBeNull()
    stranger.leave()
    const sealed = await readFile(join(folder, 'session.json'))
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
    await writeFile(join(folder, 'session.json'), sealed)
    const changed = await DeskFolder.enter(folder, sealedVault(key))
    expect(changed.session()).toBeNull()
    changed.leave()
  })

  test('[E11] is not there at all without a key store, not even from before', async () => {
    const before = await DeskFolder.enter(folder)
    before.keepSession(grant)
    before.leave()
    const desk = await DeskFolder.enter(folder, memoryVault())
    expect(desk.session()).toBeNull()
    desk.keepSession(grant)
    expect(desk.session()).toEqual(grant)
    desk.leave()
    expect(await contents()).not.toMatch(/access token|refresh token/)
  })

  const hub: HubPlace = {
    ...{ kind: 'hub', hubId: newId(), name: 'Front hub', fingerprint: 'a'.repeat(64), certificate: 'its certificate' },
    ...{ deskKey: 'k'.repeat(43), addresses: ['https://hub.local:7443'] },
  }

  test('[E11] [DX-R49] the key by which a hub knows this desk is sealed; of another hub it opens nothing', async () => {
    const vault = sealedVault(key)
    keepPlace(folder, hub, vault)
    expect(keptPlace(folder, vault)).toEqual(hub)
    expect(await contents()).not.toContain(hub.deskKey)
    expect(keptPlace(folder, sealedVault(Buffer.alloc(32, 8)))).toBeNull()
    await writeFile(join(folder, 'server.json'), JSON.stringify({ ...hub, deskKey: 'its own', hubId: newId() }))
    expect(keptPlace(folder, vault)).toMatchObject({ deskKey: 'its own' })
  })

  test('[DX-R49] without a key store a desk still knows its hub at the next start', () => {
    keepPlace(folder, hub, memoryVault())
    expect(keptPlace(folder, memoryVault())).toEqual(hub)
  })
})
