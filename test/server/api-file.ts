import { afterAll, beforeAll } from 'vitest'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { type ApiHouse, type ApiStage, type Caller, startApi } from './api-house.ts'

/** What the tests of one file ask over REST: a server, and a house of it with its owner. Not before they run. */
export interface ApiFile {
  readonly stage: ApiStage
  readonly house: ApiHouse
  readonly owner: Caller
}

/** A server for all tests of a file, which ends with them. */
export function apiServer(): { readonly stage: ApiStage } {
  const opened: { stage?: ApiStage } = {}
  beforeAll(async () => {
    opened.stage = await startApi()
  })
  afterAll(() => opened.stage?.authority.stop())
  return {
    get stage() {
      return opened.stage ?? notYet()
    },
  }
}

/** The same with a house that has people of these roles, the owner first. */
export function apiHouse(...roles: readonly BuiltinRole[]): ApiFile {
  const server = apiServer()
  const opened: { house?: ApiHouse; owner?: Caller } = {}
  beforeAll(async () => {
    opened.house = await server.stage.house('owner', ...roles)
    opened.owner = await opened.house.as('owner')
  })
  return {
    get stage() {
      return server.stage
    },
    get house() {
      return opened.house ?? notYet()
    },
    get owner() {
      return opened.owner ?? notYet()
    },
  }
}

function notYet(): never {
  throw new Error('The server of a file is there once its tests run')
}
