import { types } from 'pg'
import { valueParsers } from '../../src-shared/schema/value-parsers.ts'

/** The type parsers of the `pg` driver, with the project's own before its defaults. */
export const valueTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return (format !== 'binary' && valueParsers[oid]) || types.getTypeParser(oid, format)
  },
}
