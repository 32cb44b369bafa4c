import { type CompiledQuery, Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../schema/row-types.ts'
import type { Db } from './database.ts'
import { paperDialect } from './in-order.ts'

/** Stands in a statement where a value will come. */
class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Gives the place of a value in a statement; where Postgres cannot tell its type, the statement names it. */
export type PlaceOf<Values> = <Name extends keyof Values & string>(name: Name) => RawBuilder<Values[Name]>

/** Statements are written for it and never run on it. */
const drawingBoard = new Kysely<Database>({ dialect: paperDialect })

/**
 * A statement that is built once and run often: to build one costs the caller more than to run it costs the database.
 * It must read the same for all values, so a list goes in as one array (`= any(…)`), never as `in (…)`.
 */
export function prepared<Values extends object, Row>(
  build: (db: Db, place: PlaceOf<Values>) => { compile(db: Db): CompiledQuery<Row> },
): (db: Db, values: Values) => Promise<Row[]> {
  let built: CompiledQuery<Row> | undefined
  return async (db, values) => {
    built ??= build(drawingBoard, (name) => sql<Values[typeof name]>`${new Place(name)}`).compile(drawingBoard)
    const given = new Map<string, unknown>(Object.entries(values))
    const parameters = built.parameters.map((value) => (value instanceof Place ? given.get(value.name) : value))
    const { rows } = await db.executeQuery<Row>({ ...built, parameters })
    return rows
  }
}
