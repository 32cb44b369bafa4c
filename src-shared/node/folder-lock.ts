import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Makes sure that one process at a time opens a folder; gives what lets go of it, or null where another process has
 * it. The lock is a listening socket, so that it is gone the moment its process is, however that ended; a file with a
 * process number would outlive a crash. For the ends that have Node.
 */
export async function lockFolder(folder: string): Promise<(() => void) | null> {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24)
  const windows = process.platform === 'win32'
  const address = windows ? `\\\\.\\pipe\\holdfast-${name}` : join(tmpdir(), `holdfast-${name}.sock`)
  const server = await listen(address).catch(async (error: unknown) => {
    if (!isInUse(error) || (await answers(address))) return null
    rmSync(address, { force: true })
    return listen(address)
  })
  server?.unref()
  return server && (() => void server.close())
}

const isInUse = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

const listen = (address: string): Promise<Server> =>
  new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', fail)
    server.listen(address, () => done(server))
  })

const answers = (address: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
