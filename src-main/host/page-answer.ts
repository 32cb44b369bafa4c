import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { contentSecurityPolicy } from './content-security.ts'
import { findPageFile, type PageFile, type PageFiles } from './page-files.ts'

export interface PageRequest {
  method: string
  /** What follows the origin, as it came: undecoded, with its query if it has one. */
  target: string
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer> | string
}

/** Stands in the built index.html where the page needs the nonce of its answer. */
const noncePlace = '__NONCE__'

/** A bare answer with the headers that every answer carries (DX-R54 E3). */
export function bareAnswer(status: number, socket?: string, nonce = newNonce()): Answer {
  return {
    status,
    headers: {
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce, socket),
      'content-type': 'text/plain; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(self), microphone=(), geolocation=(), display-capture=()',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
    },
    body: '',
  }
}

/** Answers a request for a file of the built screens, in the same words whichever host asks. */
export async function answerPage(files: PageFiles, request: PageRequest, socket?: string): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return bareAnswer(405, socket)
  const file = findPageFile(files, request.target)
  const content = file && (await readFile(file.location).catch(() => undefined))
  if (!file || !content) return bareAnswer(404, socket)
  const nonce = newNonce()
  const answer = bareAnswer(200, socket, nonce)
  answer.headers['content-type'] = file.type
  if (file.immutable) answer.headers['cache-control'] = 'public, max-age=31536000, immutable'
  if (request.method === 'GET') answer.body = isPage(file) ? content.toString().replaceAll(noncePlace, nonce) : content
  return answer
}

const isPage = (file: PageFile): boolean => file.type.startsWith('text/html')

const newNonce = (): string => randomBytes(16).toString('base64')
