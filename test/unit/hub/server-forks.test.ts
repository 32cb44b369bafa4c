import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { type Forked, forkServersFor, hubLine } from '../../../src-main/host-electron/server-forks.ts'
import { StayAwake } from '../../../src-main/host-electron/stay-awake.ts'
import { EmbeddedServer } from '../../../src-main/hub/embedded-server.ts'

/** A utility process: main's end is the emitter, its own is `inside`. */
class Process extends EventEmitter implements Forked {
  readonly inside = new EventEmitter()
  readonly got: unknown[] = []
  postMessage(message: unknown): void {
    this.got.push(structuredClone(message))
    queueMicrotask(() => this.inside.emit('message', { data: structuredClone(message) }))
  }
  say(message: unknown): void {
    this.emit('message', structuredClone(message))
  }
  kill(): boolean {
    return this.emit('exit', 9)
  }
}

/** Main, a desk's process in it, and the servers that main starts: each answers as a server would. */
function inElectron() {
  const desk = new Process()
  const servers: { process: Process; variables: Readonly<Record<string, string>> }[] = []
  const blocks: string[] = []
  const awake = new StayAwake({ start: (type) => blocks.push(type), stop: (id) => blocks.push(`end ${id}`) })
  const fork = (variables: Readonly<Record<string, string>>) => {
    const process = new Process()
    servers.push({ process, variables })
    process.inside.on('message', ({ data }) => {
      if (data.order === 'stop') process.emit('exit', 0)
      else process.say({ word: 'done', call: data.call, value: { task: data.task } })
    })
    queueMicrotask(() => process.say({ word: 'ready', address: 'http://127.0.0.1:7400' }))
    return process
  }
  forkServersFor(desk, fork, awake, () => undefined)
  const line = hubLine({ on: (event, hear) => desk.inside.on(event, hear), postMessage: (ask) => desk.say(ask) })
  const start = () =>
    EmbeddedServer.start({ folder: '/home/server', host: '127.0.0.1', port: 0, fork: line.fork, log: () => undefined })
  return { desk, servers, blocks, awake, line, start }
}

describe('[DX-R49] a server inside Electron', () => {
  test('runs in a utility process that main starts, and is asked and stopped through main', async () => {
    const { servers, start } = inElectron()
    const server = await start()
    expect(server.url).toBe('http://127.0.0.1:7400')
    expect(servers[0]?.variables).toMatchObject({ HOLDFAST_FOLDER: '/home/server', HOLDFAST_PORT: '0' })
    expect(await server.ask('health', {})).toEqual({ ok: true, value: { task: 'health' } })
    await server.stop()
    expect(await server.ask('health', {})).toMatchObject({ failure: { code: 'desk_unavailable' } })
  })

  test('gets its own settings and nothing else of the environment', () => {
    const { desk, servers } = inElectron()
    desk.say({ hub: 'fork', server: 1, variables: { NODE_OPTIONS: '--require=/tmp/x' } })
    expect(servers).toEqual([])
  })

  test('ends when the desk’s process does', async () => {
    const { desk, servers, start } = inElectron()
    await start()
    let gone = false
    servers[0]?.process.on('exit', () => {
      gone = true
    })
    desk.emit('exit', 1)
    expect(gone).toBe(true)
  })
})

describe('[DX-R50] sleep', () => {
  test('is prevented while other desks are connected, and no longer', () => {
    const { line, blocks, awake, desk } = inElectron()
    for (const desks of [0, 2, 3, 0, 1]) line.awake.serving(desks)
    expect(blocks).toEqual(['prevent-app-suspension', 'end 1', 'prevent-app-suspension'])
    expect(awake.desks).toBe(1)
    desk.emit('exit', 1)
    expect(blocks.at(-1)).toBe('end 3')
  })
})
