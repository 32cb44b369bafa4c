import { EventEmitter } from 'node:events'
import type * as api from '../../../src-main/host-electron/electron-api.ts'

type Handler<Name extends keyof api.DeskSession> = api.DeskSession[Name] extends (handler: infer H) => unknown
  ? H
  : never

export class StandInSession extends EventEmitter implements api.DeskSession {
  answer: ((request: { method: string; url: string }) => Promise<Response>) | undefined
  handledScheme = ''
  beforeRequest: Parameters<api.DeskSession['webRequest']['onBeforeRequest']>[0] | undefined
  request: Handler<'setPermissionRequestHandler'> | undefined
  check: Handler<'setPermissionCheckHandler'> | undefined
  device: Handler<'setDevicePermissionHandler'> | undefined
  proxy = 'system'
  spellChecker = true
  readonly protocol: api.DeskSession['protocol'] = {
    handle: (scheme, handler) => {
      this.handledScheme = scheme
      this.answer = handler
    },
  }
  readonly webRequest: api.DeskSession['webRequest'] = {
    onBeforeRequest: (listener) => {
      this.beforeRequest = listener
    },
  }
  async setProxy({ mode }: { mode: string }): Promise<void> {
    this.proxy = mode
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled
  }
  setPermissionRequestHandler(handler: Handler<'setPermissionRequestHandler'>): void {
    this.request = handler
  }
  setPermissionCheckHandler(handler: Handler<'setPermissionCheckHandler'>): void {
    this.check = handler
  }
  setDevicePermissionHandler(handler: Handler<'setDevicePermissionHandler'>): void {
    this.device = handler
  }
}
