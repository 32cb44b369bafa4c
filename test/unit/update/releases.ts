import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import type { Standing } from '../../../src-main/update/release-rules.ts'
import { serverSource } from '../../../src-main/update/server-source.ts'
import { Updater } from '../../../src-main/update/updater.ts'
import type { Release, SignedManifest } from '../../../src-shared/update/manifest.ts'
import { describePackage, newReleaseKey, signRelease } from '../../../sync-server/updates/sign-release.ts'
import { updateRoutes } from '../../../sync-server/updates/update-routes.ts'

/** A pair of keys of one name. */
export function key(id: string) {
  const { privatePem, pinned } = newReleaseKey(id)
  return { pinned, signing: { id, privateKey: createPrivateKey(privatePem) } }
}

export const standing: Standing = {
  version: '1.0.0',
  channel: 'stable',
  platform: 'linux-x64',
  osVersion: '6.1.0',
  deskId: '0190a5f0-7c3e-7aaa-8bbb-0123456789ab',
  isHub: false,
}

const said: Parameters<typeof describePackage>[1] = {
  ...{ channel: 'stable', platform: 'linux-x64', version: '1.1.0', downgrade: false, critical: false },
  ...{ rollout: 100, minimumOs: '5.10', publishedAt: '2026-11-20T10:00:00.000Z' },
}

/** What lies on a server, how it is served, and a desk that looks there: all on the disk and over loopback. */
export class ReleaseStage {
  readonly ours = key('2026a')
  readonly next = key('2026b')
  readonly bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 31) % 251))
  now = new Date('2026-11-20T12:00:00.000Z')
  /** What was asked of the package, request by request. */
  readonly ranges: (string | undefined)[]
  readonly #folder: string
  readonly #stop: () => Promise<void>
  readonly address: string

  private constructor(folder: string, address: string, ranges: (string | undefined)[], stop: () => Promise<void>) {
    this.#folder = folder
    this.ranges = ranges
    this.address = address
    this.#stop = stop
  }

  static async open(): Promise<ReleaseStage> {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-release-'))
    const app = fastify()
    const ranges: (string | undefined)[] = []
    app.addHook('onRequest', async ({ headers, url }) => {
      if (url.endsWith('.AppImage')) ranges.push(headers.range)
    })
    updateRoutes(app, join(folder, 'server'))
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const stage = new ReleaseStage(folder, address, ranges, () => {
      app.server.closeAllConnections()
      return app.close().then(() => undefined)
    })
    await mkdir(stage.served, { recursive: true })
    return stage
  }

  /** The server's folder for this platform. */
  get served(): string {
    return join(this.#folder, 'server', 'stable', 'linux-x64')
  }

  /** The desk's own folder for updates. */
  get own(): string {
    return join(this.#folder, 'desk', 'updates')
  }

  get package(): string {
    return join(this.served, 'Holdfast.AppImage')
  }

  /** Describes the package as it should be. */
  async described(change: Partial<Release> = {}): Promise<Release> {
    await writeFile(this.package, this.bytes)
    return { ...(await describePackage(this.package, said)), ...change }
  }

  async lay(manifest: SignedManifest | string): Promise<void> {
    await writeFile(
      join(this.served, 'manifest.json'),
      typeof manifest === 'string' ? manifest : JSON.stringify(manifest),
    )
  }

  /** Puts a whole, signed release on the server. */
  async publish(change: Partial<Release> = {}): Promise<void> {
    await this.lay(signRelease(await this.described(change), [this.ours.signing]))
  }

  /** A desk, as it is after a start. */
  updater(
    change: Partial<Standing> = {},
    server = this.address,
    keys = [this.ours.pinned, this.next.pinned],
    installs = true,
  ): Updater {
    const now = () => this.now
    const here = { ...standing, ...change }
    return new Updater({
      folder: this.own,
      keys,
      standing: here,
      source: serverSource(() => server, here),
      installs,
      now,
    })
  }

  async close(): Promise<void> {
    await this.#stop()
    await rm(this.#folder, { recursive: true })
  }
}

/** A server that breaks off after so many bytes of a package. */
export async function brokenServer(stage: ReleaseStage, after: number) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(stage.address + (request.url ?? ''))
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (bytes.length <= after) return response.end(bytes)
    response.writeHead(200, { 'content-length': bytes.length })
    response.write(bytes.subarray(0, after), () => setTimeout(() => response.destroy(), 50))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}`, close: () => server.close() }
}
