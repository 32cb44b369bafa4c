import { createServer, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { password } from '../fixtures/authority.ts'
import { newLocation, newSlots } from '../server/garden.ts'
import { type Site, Stage, until } from './sync-stage.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await Stage.open()
  site = await stage.site('owner')
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

/** A server that says no to everything, and notes who opened a socket to it. */
class Refuser {
  readonly #server: Server
  answer = { status: 503, headers: {} as Record<string, string> }

  private constructor(server: Server) {
    this.#server = server
  }

  static async listen(): Promise<Refuser> {
    const refuser = new Refuser(
      createServer((_request, response) => {
        const { status, headers } = refuser.answer
        response.writeHead(status, { 'content-type': 'application/json', ...headers })
        response.end(JSON.stringify({ success: false, error: { code: 'server_busy', message: 'Later' } }))
      }),
    )
    await new Promise<void>((done) => refuser.#server.listen(0, '127.0.0.1', done))
    return refuser
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('It has a port')
    return `http://127.0.0.1:${address.port}`
  }

  close(): Promise<unknown> {
    return new Promise((done) => this.#server.close(done))
  }
}

describe('the connection of a desk', () => {
  test('[DX-A32] working offline by choice opens no socket at all until it is chosen back', async () => {
    const front = await site.frontOf('owner')
    // News from elsewhere arrive by the live socket: it stands, and nothing is on its way.
    await (await site.wire('owner')).must('plant-slots.create-location', newLocation())
    await front.caughtUp(site)
    front.desk.workOffline(true)
    front.cable.cut()
    const sockets: string[] = []
    front.cable.mend()
    front.cable.joined = () => sockets.push('opened')
    for (let n = 0; n < 5; n += 1) {
      await front.give('plant-slots.create-location', newLocation())
      front.desk.tryNow()
    }
    await front.ask('plant-slots.locations')
    // Longer than a lost socket takes to be asked for again, and than the first pauses between tries.
    await new Promise((done) => setTimeout(done, 3_500))
    expect(sockets).toEqual([])
    expect(front.connection).toBe('working_offline')
    front.desk.workOffline(false)
    await front.inStep()
    expect(sockets.length).toBeGreaterThan(0)
  })

  test('[DX-A31] a server that asks for patience says until when, and the desk goes on by itself', async () => {
    const front = await site.frontOf('owner')
    const refuser = await Refuser.listen()
    refuser.answer = { status: 503, headers: { 'retry-after': '2' } }
    front.cable.plugInto(refuser.url)
    await front.give('plant-slots.create-location', newLocation())
    await until('the desk waits', () => front.connection === 'waiting')
    const { waitingUntil, queued } = front.desk.status.now
    expect(new Date(waitingUntil ?? 0).getTime()).toBeGreaterThan(Date.now() - 2_000)
    expect(queued).toBe(1)
    front.cable.plugInto(stage.authority.url)
    await front.inStep()
    expect(front.desk.status.now.waitingUntil).toBeNull()
    await refuser.close()
  })

  test('[DX-A63] a disk with 400 MB left is trouble; work is still taken; with space again it is over', async () => {
    const disk = { free: 400 * 1024 * 1024 }
    const front = await site.front({ freeBytes: async () => disk.free })
    await front.signInAnyhow(site.emailOf('owner'))
    await until('the desk says so', () => front.connection === 'trouble')
    expect(front.desk.status.now.trouble).toBe('disk_low')
    const given = await front.give('plant-slots.create-location', newLocation())
    expect(await front.verdictOn(given.id)).toMatchObject({ state: 'confirmed' })
    expect(front.connection).toBe('trouble')
    disk.free = 2 * 1024 ** 3
    front.desk.tryNow()
    await front.inStep()
    expect(front.desk.status.now.trouble).toBeNull()
  })

  test('[DX-A64] [SY-15] a clock that is five minutes fast is warned of; work goes on, its time bounded by the server', async () => {
    const time = { ahead: 5 * 60_000 }
    const front = await site.front({ now: () => new Date(Date.now() + time.ahead) })
    await front.signInAnyhow(site.emailOf('owner'))
    front.desk.tryNow()
    await until('the desk says so', () => front.desk.status.now.trouble === 'clock_off')
    expect(front.connection).toBe('trouble')
    const given = await front.give('plant-slots.create-location', newLocation())
    expect(await front.verdictOn(given.id)).toMatchObject({ state: 'confirmed' })
    time.ahead = 0
    front.desk.tryNow()
    await front.inStep()
    expect(front.desk.status.now.trouble).toBeNull()
  })

  test('[DX-R33] a first sync can be paused in the middle, asks for nothing while it is, and goes on at its row', async () => {
    const house = await stage.site('owner')
    const wire = await house.wire('owner')
    for (let n = 0; n < 6; n += 1) {
      const place = newLocation()
      await wire.must('plant-slots.create-location', place)
      await wire.must('plant-slots.create-slots', newSlots(place, 500))
    }
    const asked: (string | null)[] = []
    class Noted extends HttpConnection {
      override snapshot(token: string, after: string | null): AsyncIterable<string> {
        asked.push(after)
        return super.snapshot(token, after)
      }
    }
    const front = await house.front({ server: new Noted(stage.authority.url) })
    front.desk.status.subscribe(({ connection, firstSync }) => {
      if (connection === 'first_sync' && (firstSync?.done ?? 0) > 1000 && asked.length === 1)
        front.desk.workOffline(true)
    })
    expect(await front.desk.signIn(house.emailOf('owner'), password)).toMatchObject({ ok: true })
    await until('it is paused', () => front.connection === 'working_offline')
    const { firstSync, version } = front.desk.status.now
    expect(firstSync?.done).toBeGreaterThan(1000)
    expect(version).toBeNull()
    front.desk.workOffline(false)
    await front.caughtUp(house)
    expect(asked[0]).toBeNull()
    expect(asked[1]).toMatch(/^plant_slots,/)
  })
})
