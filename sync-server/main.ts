import { pino } from 'pino'
import { readConfiguration } from './configuration.ts'
import { openServer } from './open-server.ts'

const configuration = readConfiguration(process.env)
const log = pino({ level: configuration.HOLDFAST_LOG_LEVEL })
const server = await openServer(configuration, log)
const address = await server.app.listen({ host: configuration.HOLDFAST_HOST, port: configuration.HOLDFAST_PORT })
let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}
// Whoever started this process reads where it listens from this one line, and may ask it to stop from then on.
process.stdout.write(`server: ${address}\n`)
