import { pino } from 'pino'
import { readConfiguration } from './configuration.ts'
import { obey } from './hub/obey.ts'
import { openServer } from './open-server.ts'
import { starterOf } from './starter.ts'

const starter = starterOf(process)
// Until there is a server, nothing needs to end first.
let stop = (): void => process.exit(0)
starter?.onGone(() => stop())
const configuration = readConfiguration(process.env)
const log = pino({ level: configuration.HOLDFAST_LOG_LEVEL })
const server = await openServer(configuration, log)
const address = await server.app.listen({ host: configuration.HOLDFAST_HOST, port: configuration.HOLDFAST_PORT })
let stopping = false
stop = () => {
  if (stopping) return
  stopping = true
  server.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop())
if (starter) obey(starter, server, () => stop())
server.begin()
starter?.tell({ word: 'ready', address })
// Whoever started this process by hand reads where it listens from this one line, and may ask it to stop from then on.
process.stdout.write(`server: ${address}\n`)
