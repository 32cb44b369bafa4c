/**
 * What the driver needs of PGlite: any object that has it will do (a simulated one, or PGlite itself). Stated here, since
 * what both ends share imports no database.
 */
export interface EmbeddedPostgres {
  readonly ready: boolean
  readonly closed: boolean
  readonly waitReady: Promise<void>
  /** Runs messages of the wire protocol, in one go, and throws the first error in its answers. */
  execProtocol(
    message: Uint8Array,
    options: { syncToFs: boolean },
  ): Promise<{ messages: BackendMessage[]; data: Uint8Array }>
  /** The same, with the bytes of the answers as they come; a piece is only good until the function returns. */
  execProtocolRawStream(
    message: Uint8Array,
    options: { syncToFs: boolean; onRawData: (piece: Uint8Array) => void },
  ): Promise<void>
  /** Keeps everybody else's statements and transactions out until `work` ends. */
  _runExclusiveTransaction<Value>(work: () => Promise<Value>): Promise<Value>
  /** How values become text and text becomes values, by type OID. */
  serializers: Record<number, (value: unknown) => string>
  parsers: Record<number, (text: string, oid?: number) => unknown>
  close(): Promise<void>
}

/** One answer of the wire protocol. */
export interface BackendMessage {
  readonly name: string
}

/** Writes messages of the wire protocol: `protocol.serialize` of PGlite. */
export interface WireSerializer {
  query(text: string): Uint8Array
  parse(statement: { name: string; text: string }): Uint8Array
  describe(what: { type: 'S'; name: string }): Uint8Array
  bind(values: { statement: string; values: (string | Uint8Array | null)[] }): Uint8Array
  execute(): Uint8Array
  close(what: { type: 'S'; name: string }): Uint8Array
  sync(): Uint8Array
  copyDone(): Uint8Array
}

interface ParameterDescription extends BackendMessage {
  dataTypeIDs: number[]
}
interface RowDescription extends BackendMessage {
  fields: { name: string; dataTypeID: number }[]
}
interface DataRow extends BackendMessage {
  fields: (string | null)[]
}
interface CommandComplete extends BackendMessage {
  text: string
}

export const describesParameters = (message: BackendMessage): message is ParameterDescription =>
  message.name === 'parameterDescription'
export const describesRows = (message: BackendMessage): message is RowDescription => message.name === 'rowDescription'
export const isDataRow = (message: BackendMessage): message is DataRow => message.name === 'dataRow'
export const isComplete = (message: BackendMessage): message is CommandComplete => message.name === 'commandComplete'

/** Joins messages, so that they cross into the database together. */
export function joined(messages: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(messages.reduce((length, message) => length + message.length, 0))
  let at = 0
  for (const message of messages) {
    whole.set(message, at)
    at += message.length
  }
  return whole
}
